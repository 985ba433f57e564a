//! What an update says of one field: keep it, clear it, or set it. JSON: absent, `null`, a value.

use std::fmt;

use serde::{Serialize, Serializer};
use validator::ValidateLength;

/// The three states of a field in a patch.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// Absent: the stored value stays.
    #[default]
    Keep,
    /// `null`: the stored value goes.
    Clear,
    /// A value: it replaces the stored one.
    Set(T),
}

impl<T> Change<T> {
    /// Whether the stored value stays (serde skips such a field).
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The value to set, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

impl Change<String> {
    /// The stored value after this change.
    #[must_use]
    pub fn over<'a>(&'a self, stored: Option<&'a str>) -> Option<&'a str> {
        match self {
            Self::Keep => stored,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// Personal data stays out of logs and panics: only the state shows.
impl<T> fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keep => "Keep",
            Self::Clear => "Clear",
            Self::Set(_) => "Set(..)",
        })
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

/// Length in Unicode scalar values, as JSON Schema's `maxLength`; a field that is kept or cleared has none.
impl ValidateLength<u64> for Change<String> {
    fn length(&self) -> Option<u64> {
        self.value().map(|text| text.chars().count() as u64)
    }
}
