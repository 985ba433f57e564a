//! The supported languages, and which of them a person gets.

/// A language of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Arabic.
    Ar,
}

/// The direction of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Locale {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::En, Self::Ar];

    /// BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    /// For `Intl`. Digits are Latin in Arabic too: the last digits of cards, phone numbers and amounts are printed
    /// and typed in them.
    #[must_use]
    pub const fn intl_tag(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::Ar => "ar-u-nu-latn",
        }
    }

    /// How it is written.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::En => Direction::Ltr,
            Self::Ar => Direction::Rtl,
        }
    }

    /// Its name in the language itself: a person who reads no other finds it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ar => "العربية",
        }
    }

    /// The language of a BCP 47 tag, whatever its script and region.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let ends = tag.bytes().position(|byte| b"-_".contains(&byte));
        let primary = tag.get(..ends.unwrap_or(tag.len()))?;
        Self::ALL
            .into_iter()
            .find(|locale| primary.eq_ignore_ascii_case(locale.tag()))
    }

    /// The first supported language of the preferred ones; English when there is none.
    #[must_use]
    pub fn negotiate<T: AsRef<str>>(preferred: impl IntoIterator<Item = T>) -> Self {
        preferred
            .into_iter()
            .find_map(|tag| Self::from_tag(tag.as_ref()))
            .unwrap_or_default()
    }
}
