//! Plural forms (CLDR, cardinal, whole numbers). Two rules by hand: smaller than asking `Intl.PluralRules`,
//! and the same in a native test.

use super::catalogue::texts;
use super::{Locale, Template};

/// The forms, by their CLDR names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Arabic 0.
    Zero,
    /// 1.
    One,
    /// Arabic 2.
    Two,
    /// Arabic 3-10, 103-110 ...
    Few,
    /// Arabic 11-99, 111-199 ...
    Many,
    /// Everything else.
    Other,
}

impl Form {
    /// The form of a number.
    #[must_use]
    pub const fn of(locale: Locale, n: u64) -> Self {
        match (locale, n, n % 100) {
            (_, 1, _) => Self::One,
            (Locale::Ar, 0, _) => Self::Zero,
            (Locale::Ar, 2, _) => Self::Two,
            (Locale::Ar, _, 3..=10) => Self::Few,
            (Locale::Ar, _, 11..=99) => Self::Many,
            _ => Self::Other,
        }
    }
}

texts! {
/// A message in every form its language needs.
pub struct Plural {
    /// [`Form::Zero`]
    pub zero: Template,
    /// [`Form::One`]
    pub one: Template,
    /// [`Form::Two`]
    pub two: Template,
    /// [`Form::Few`]
    pub few: Template,
    /// [`Form::Many`]
    pub many: Template,
    /// [`Form::Other`]
    pub other: Template,
}
}

impl Plural {
    /// For a language with two forms.
    #[must_use]
    pub const fn two_forms(one: &'static str, other: &'static str) -> Self {
        let other = Template(other);
        Self {
            zero: other,
            one: Template(one),
            two: other,
            few: other,
            many: other,
            other,
        }
    }

    /// The template for a number.
    #[must_use]
    pub const fn pick(&self, form: Form) -> Template {
        match form {
            Form::Zero => self.zero,
            Form::One => self.one,
            Form::Two => self.two,
            Form::Few => self.few,
            Form::Many => self.many,
            Form::Other => self.other,
        }
    }
}
