//! A walk over every text of a catalogue, for tests and proofreaders. The app never calls it, so it costs no bytes.

use super::{FieldWords, Locale, Plural, StepWords, Template, TroubleWords};

/// Something made of texts.
pub(super) trait Texts {
    /// Every text in it, in order.
    fn texts(&self) -> Vec<&'static str>;
}

impl Texts for Locale {
    fn texts(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

impl Texts for &'static str {
    fn texts(&self) -> Vec<&'static str> {
        vec![self]
    }
}

impl Texts for Template {
    fn texts(&self) -> Vec<&'static str> {
        vec![self.0]
    }
}

impl Texts for Plural {
    fn texts(&self) -> Vec<&'static str> {
        [self.zero, self.one, self.two, self.few, self.many, self.other]
            .map(|form| form.0)
            .into()
    }
}

impl Texts for FieldWords {
    fn texts(&self) -> Vec<&'static str> {
        vec![
            self.label,
            self.hint,
            self.missing,
            self.malformed.0,
            self.card_number,
        ]
    }
}

impl Texts for StepWords {
    fn texts(&self) -> Vec<&'static str> {
        vec![self.name, self.heading, self.intro]
    }
}

impl Texts for TroubleWords {
    fn texts(&self) -> Vec<&'static str> {
        vec![self.title, self.body]
    }
}

impl<T: Texts, const N: usize> Texts for [T; N] {
    fn texts(&self) -> Vec<&'static str> {
        self.iter().flat_map(Texts::texts).collect()
    }
}

/// Declares the catalogue, and the walk over it: a message cannot be forgotten in either.
macro_rules! catalogue {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$words:meta])* pub $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        pub struct $name { $($(#[$words])* pub $field: $kind,)* }

        impl $name {
            /// Every message by its name, with its texts.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, Vec<&'static str>)> {
                vec![$((stringify!($field), $crate::i18n::texts::Texts::texts(&self.$field)),)*]
            }
        }
    };
}
pub(super) use catalogue;
