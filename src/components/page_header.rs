//! The header of every page: brand, language, theme; and the skip link.

use cyrexa_view::{El, el, text};
use leptos::prelude::*;

use crate::i18n::{Locale, Messages, use_i18n};

/// The chosen colour theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Theme {
    /// Follows the device.
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

/// The skip link: first in tab order, leads past the header. Expects `<main id="main" tabindex="-1">`.
#[must_use]
pub fn skip_link() -> El {
    el("a")
        .class("skip-link")
        .attr("href", "#main")
        .bind_text(use_i18n().text(|m| m.skip_to_content))
}

/// Changes the language itself (`I18n`); the caller applies the theme and stores both.
#[must_use]
pub fn page_header(
    theme: impl Fn() -> Theme + Send + Sync + 'static,
    on_theme: impl Fn(Theme) + 'static,
    on_locale: impl Fn(Locale) + 'static,
) -> El {
    let i18n = use_i18n();
    let choose_locale = move |event| {
        if let Some(locale) = Locale::from_tag(&event_target_value(&event)) {
            i18n.set_locale(locale);
            on_locale(locale);
        }
    };
    let choose_theme = move |event| {
        if let Some(theme) = Theme::from_name(&event_target_value(&event)) {
            on_theme(theme);
        }
    };
    let mark = el("img")
        .attr("src", "/favicon.svg")
        .attr("alt", "")
        .attr("width", "28")
        .attr("height", "28");
    let brand = el("a")
        .class("brand")
        .attr("href", "/")
        .child(mark)
        .text("Cyrexa");
    let locales = Locale::ALL.map(|locale| {
        el("option")
            .attr("value", locale.tag())
            .attr("lang", locale.tag())
            .text(locale.own_name())
    });
    let themes = Theme::ALL.map(|choice| {
        el("option")
            .attr("value", choice.name())
            .bind_text(i18n.words(move |m| choice.label(m).to_owned()))
    });
    let locales = el("select")
        .children(locales)
        .bind_value(text(move || i18n.locale().tag().to_owned()))
        .on("change", choose_locale);
    let themes = el("select")
        .children(themes)
        .bind_value(text(move || theme().name().to_owned()))
        .on("change", choose_theme);
    let switches = el("div")
        .class("switches")
        .child(switch(i18n.text(|m| m.language), locales))
        .child(switch(i18n.text(|m| m.theme), themes));
    el("header")
        .class("page-header")
        .child(el("div").class("page-header-inner").child(brand).child(switches))
}

fn switch(label: TextProp, select: El) -> El {
    el("label")
        .class("switch")
        .child(el("span").class("visually-hidden").bind_text(label))
        .child(select)
}
