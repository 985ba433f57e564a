//! Words on the page: which language it is in, and the texts that follow a change of it. What they say is
//! `crates/messages`'.

mod format;
mod packs;

use cyrexa_view::{effect, text, use_root};
use leptos::prelude::*;

use crate::browser::task;

pub use cyrexa_messages::{
    Direction, FieldWords, Form, Locale, Messages, Plural, StepWords, Template, TroubleWords,
};
pub use format::full_date;
pub use packs::{fetch, install, set_source};

/// The language of a root, a context of Leptos's. Texts taken from it change with the language.
#[derive(Clone, Copy)]
pub struct I18n {
    /// Always one whose catalogue is there.
    locale: RwSignal<Locale>,
    /// What was chosen last; its catalogue may be on its way.
    chosen: RwSignal<Locale>,
}

impl I18n {
    /// Makes the language known to everything below, and keeps `lang` and `dir` of the root in step. English
    /// where the first one has not been fetched.
    pub fn provide(first: Locale) -> Self {
        let first = packs::present(first).map_or(Locale::En, |messages| messages.locale);
        let i18n = Self {
            locale: RwSignal::new(first),
            chosen: RwSignal::new(first),
        };
        provide_context(i18n);
        let root = use_root();
        effect(move || {
            let locale = i18n.locale.get();
            root.set_language(locale.tag(), locale.direction().attribute());
        });
        i18n
    }

    /// The language now; tracked.
    #[must_use]
    pub fn locale(self) -> Locale {
        self.locale.get()
    }

    /// The language now; not tracked.
    #[must_use]
    pub fn locale_untracked(self) -> Locale {
        self.locale.get_untracked()
    }

    /// Changes the language: at once when it is there, else as soon as it has come. Where it does not come,
    /// the language stays.
    pub fn set_locale(self, locale: Locale) {
        self.chosen.set(locale);
        if packs::present(locale).is_some() {
            return self.locale.set(locale);
        }
        task::spawn(async move {
            fetch(locale).await;
            // Something else may have been chosen in the meantime, or the page be gone.
            if self.chosen.try_get_untracked() == Some(locale) {
                // The language that stays is set as well: what shows the choice goes back to it.
                let now = self.locale.get_untracked();
                self.locale
                    .set(packs::present(locale).map_or(now, |messages| messages.locale));
            }
        });
    }

    /// The catalogue now; tracked.
    #[must_use]
    pub fn t(self) -> &'static Messages {
        messages(self.locale.get())
    }

    /// A plain message that follows the language. A function pointer, so that all of them share one code.
    #[must_use]
    pub fn text(self, pick: fn(&'static Messages) -> &'static str) -> TextProp {
        text(move || pick(self.t()).to_owned())
    }

    /// A message with something filled in that follows the language and whatever `word` reads.
    #[must_use]
    pub fn words(self, word: impl Fn(&'static Messages) -> String + Send + Sync + 'static) -> TextProp {
        text(move || word(self.t()))
    }
}

/// The language given by [`I18n::provide`] above.
#[must_use]
pub fn use_i18n() -> I18n {
    use_context().expect("a language is provided before anything is drawn")
}

fn messages(locale: Locale) -> &'static Messages {
    packs::present(locale).unwrap_or(&cyrexa_messages::EN)
}
