//! The languages we speak, and which of them a person gets.

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

    /// For `Intl`. Digits stay Latin in Arabic: they stand beside card endings, phone numbers and amounts,
    /// which are typed and printed so on the cards themselves.
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

    /// Its name in itself: somebody who reads nothing else finds it.
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
        let ends = tag.bytes().position(|octet| b"-_".contains(&octet));
        let primary = tag.get(..ends.unwrap_or(tag.len()))?;
        Self::ALL
            .into_iter()
            .find(|locale| primary.eq_ignore_ascii_case(locale.tag()))
    }

    /// The first language of the wish list that we speak; English when there is none.
    #[must_use]
    pub fn negotiate<T: AsRef<str>>(wishes: impl IntoIterator<Item = T>) -> Self {
        wishes
            .into_iter()
            .find_map(|tag| Self::from_tag(tag.as_ref()))
            .unwrap_or_default()
    }
}
