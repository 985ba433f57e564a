//! One failed rule of one field, without words and without the value that failed it.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::{Field, rules};

/// Why a field is refused. The numbers are what a message needs to name the limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The body has something other than text (or `null`) there.
    Type,
    /// Nothing, `null` or only white space where a text must stand.
    Required,
    /// Fewer Unicode scalar values than `min`.
    TooShort {
        /// The limit.
        min: u64,
        /// What was counted.
        actual: u64,
    },
    /// More Unicode scalar values than `max`.
    TooLong {
        /// The limit.
        max: u64,
        /// What was counted, after trimming.
        actual: u64,
    },
    /// A character that no text may hold.
    Characters {
        /// Which one, counted from 1 in Unicode scalar values of the trimmed text.
        position: u64,
    },
    /// Not of the field's form (an e-mail address, a phone number).
    Format,
    /// The text has a payment card number in it.
    CardNumber,
    /// A value that this caller may not set.
    NotAllowed,
    /// Outside the range that the field allows.
    OutOfRange,
}

impl Reason {
    /// Every code on the wire.
    pub const CODES: [&str; 9] = [
        Self::Type.code(),
        Self::Required.code(),
        Self::TooShort { min: 0, actual: 0 }.code(),
        Self::TooLong { max: 0, actual: 0 }.code(),
        Self::Characters { position: 0 }.code(),
        Self::Format.code(),
        Self::CardNumber.code(),
        Self::NotAllowed.code(),
        Self::OutOfRange.code(),
    ];

    /// The code on the wire.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Required => "required",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::Characters { .. } => "characters",
            Self::Format => "format",
            Self::CardNumber => "card_number",
            Self::NotAllowed => "not_allowed",
            Self::OutOfRange => "out_of_range",
        }
    }

    /// The reason of that code; `param` gives the numbers that belong to it.
    pub(crate) fn from_wire(code: &str, param: impl Fn(&str) -> u64) -> Option<Self> {
        Some(match code {
            "type" => Self::Type,
            "required" => Self::Required,
            "too_short" => Self::TooShort {
                min: param("min"),
                actual: param("actual"),
            },
            "too_long" => Self::TooLong {
                max: param("max"),
                actual: param("actual"),
            },
            "characters" => Self::Characters {
                position: param("position"),
            },
            "format" => Self::Format,
            "card_number" => Self::CardNumber,
            "not_allowed" => Self::NotAllowed,
            "out_of_range" => Self::OutOfRange,
            _ => return None,
        })
    }
}

/// A field and the first rule it fails. JSON: `{"field":"name","code":"too_long","params":{"max":100,"actual":131}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field.
    pub field: Field,
    /// The rule.
    pub reason: Reason,
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Violation", 3)?;
        out.serialize_field("field", self.field.key())?;
        out.serialize_field("code", self.reason.code())?;
        out.serialize_field("params", &Params(self))?;
        out.end()
    }
}

struct Params<'a>(&'a Violation);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(None)?;
        match &self.0.reason {
            Reason::Type => out.serialize_entry("expected", "string")?,
            Reason::TooShort { min, actual } => {
                out.serialize_entry("min", min)?;
                out.serialize_entry("actual", actual)?;
            }
            Reason::TooLong { max, actual } => {
                out.serialize_entry("max", max)?;
                out.serialize_entry("actual", actual)?;
            }
            Reason::Characters { position } => out.serialize_entry("position", position)?,
            Reason::Format if self.0.field == Field::Phone => {
                out.serialize_entry("minDigits", &rules::phone::MIN_DIGITS)?;
                out.serialize_entry("maxDigits", &rules::phone::MAX_DIGITS)?;
            }
            Reason::Required
            | Reason::Format
            | Reason::CardNumber
            | Reason::NotAllowed
            | Reason::OutOfRange => {}
        }
        out.end()
    }
}

impl Violation {
    /// A violation as another party wrote it: `param` gives a number of `params`, 0 where it is not there. `None`
    /// where the field or the code is not one of ours.
    pub fn from_wire(field: &str, code: &str, param: impl Fn(&str) -> u64) -> Option<Self> {
        let reason = Reason::from_wire(code, param)?;
        Some(Self {
            field: Field::from_key(field)?,
            reason,
        })
    }
}
