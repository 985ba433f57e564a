//! Words: which language, and every text a person reads. No logic beyond plural forms and filling places in.
//!
//! The catalogue is a struct, so a message that one language lacks does not compile.

mod ar;
mod en;
mod format;
mod locale;
mod messages;
mod plural;
mod template;
mod texts;
mod words;

use leptos::prelude::*;

use crate::dom::{Text, follow};

pub use format::{full_date, money};
pub use locale::{Direction, Locale};
pub use messages::{FieldWords, Messages, StepWords, TroubleWords};
pub use plural::{Form, Plural};
pub use template::Template;

/// Every catalogue, for those who must look at all of them.
pub static CATALOGUES: [&Messages; 2] = [&en::EN, &ar::AR];

/// The language of the page, shared by context. Texts taken from it follow a change of language.
#[derive(Clone, Copy)]
pub struct I18n {
    locale: RwSignal<Locale>,
}

impl I18n {
    /// Makes the language known to everything below, and keeps `<html lang dir>` in step.
    pub fn provide(first: Locale) -> Self {
        let i18n = Self {
            locale: RwSignal::new(first),
        };
        provide_context(i18n);
        follow(move || {
            let locale = i18n.locale.get();
            if let Some(root) = document().document_element() {
                // Neither name is malformed, which is all that could be refused here.
                let _ = root.set_attribute("lang", locale.tag());
                let _ = root.set_attribute("dir", locale.direction().attribute());
            }
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

    /// Changes the language.
    pub fn set_locale(self, locale: Locale) {
        self.locale.set(locale);
    }

    /// The catalogue now; tracked.
    #[must_use]
    pub fn t(self) -> &'static Messages {
        messages(self.locale.get())
    }

    /// A plain message that follows the language. A function pointer, so that all of them share one code.
    #[must_use]
    pub fn text(self, pick: fn(&'static Messages) -> &'static str) -> Text {
        Text::new(move || pick(self.t()).to_owned())
    }

    /// A message with something filled in that follows the language and whatever `word` reads.
    #[must_use]
    pub fn words(self, word: impl Fn(&'static Messages) -> String + 'static) -> Text {
        Text::new(move || word(self.t()))
    }
}

/// The language given by [`I18n::provide`] above.
#[must_use]
pub fn use_i18n() -> I18n {
    expect_context()
}

/// The catalogue of a language.
#[must_use]
pub fn messages(locale: Locale) -> &'static Messages {
    match locale {
        Locale::En => &en::EN,
        Locale::Ar => &ar::AR,
    }
}
