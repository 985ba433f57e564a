//! The head of every page: brand, language, appearance; and the link that skips it.

use leptos::prelude::*;

use crate::i18n::{Locale, Messages, use_i18n};

/// Which colours a person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// In the order of the switch.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value of `<html data-theme>` and of a stored choice.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    const fn label(self, m: &Messages) -> &'static str {
        match self {
            Self::Auto => m.theme_auto,
            Self::Light => m.theme_light,
            Self::Dark => m.theme_dark,
        }
    }
}

/// The first stop of the Tab key: goes past the header. Expects `<main id="main" tabindex="-1">`.
#[component]
pub fn SkipLink() -> impl IntoView {
    let i18n = use_i18n();
    view! { <a class="skip-link" href="#main" rel="external">{i18n.text(|m| m.skip_to_content)}</a> }
}

/// Changes the language itself (`I18n`); the theme, and keeping both, is the caller's.
#[component]
pub fn PageHeader(
    #[prop(into)] theme: Signal<Theme>,
    #[prop(into)] on_theme: Callback<Theme>,
    #[prop(optional, into)] on_locale: Option<Callback<Locale>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let choose_locale = move |event| {
        if let Some(locale) = Locale::from_tag(&event_target_value(&event)) {
            i18n.set_locale(locale);
            if let Some(on_locale) = on_locale {
                on_locale.run(locale);
            }
        }
    };
    let choose_theme = move |event| {
        if let Some(theme) = Theme::from_name(&event_target_value(&event)) {
            on_theme.run(theme);
        }
    };
    view! {
        <header class="page-header">
            <div class="page-header-inner">
                <a class="brand" href="/"><img src="/favicon.svg" alt="" width="28" height="28"/>"Cyrexa"</a>
                <div class="switches">
                    <label class="switch">
                        <span class="visually-hidden">{i18n.text(|m| m.language)}</span>
                        <select on:change=choose_locale prop:value=move || i18n.locale().tag()>
                            {Locale::ALL
                                .map(|locale| {
                                    view! {
                                        <option
                                            value=locale.tag()
                                            lang=locale.tag()
                                            selected=i18n.locale().eq(&locale)
                                        >
                                            {locale.own_name()}
                                        </option>
                                    }
                                })
                                .into_iter()
                                .collect_view()}
                        </select>
                    </label>
                    <label class="switch">
                        <span class="visually-hidden">{i18n.text(|m| m.theme)}</span>
                        <select on:change=choose_theme prop:value=move || theme.get().name()>
                            {Theme::ALL
                                .map(|choice| {
                                    view! {
                                        <option value=choice.name() selected=theme.get_untracked() == choice>
                                            {i18n.words(move |m| choice.label(m).to_owned())}
                                        </option>
                                    }
                                })
                                .into_iter()
                                .collect_view()}
                        </select>
                    </label>
                </div>
            </div>
        </header>
    }
}
