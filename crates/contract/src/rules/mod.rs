//! One file per rule: its reason, the source of its limit, `MAX`, `STATEMENT` (what the fingerprint covers)
//! and `check`. They are declared to `validator` in `field.rs`.
//!
//! A `check` sees a text in normal form and never its length: `validator`'s `length` counts it.

pub mod address;
pub mod card_number;
pub mod characters;
pub mod email;
mod issuers;
pub mod member_id;
pub mod name;
pub mod phone;

use validator::ValidationError;

use crate::body::Member;
use crate::{Field, Reason};

/// The length of a text as the limits mean it: Unicode scalar values. Every byte that does not go on with a
/// character begins one.
#[must_use]
pub fn count(text: &str) -> u64 {
    text.bytes().filter(|byte| !(0x80..0xc0).contains(byte)).count() as u64
}

/// Runs a rule on a text; what is none has nothing to check.
///
/// Nor has a text that is certainly too long for any field (a scalar value has at most 4 bytes): `too_long`
/// is what is reported of it, so a body of 64 KB of digits costs nothing here.
fn on_text(
    member: &Member<'_>,
    rule: impl FnOnce(&str) -> Result<(), Reason>,
) -> Result<(), ValidationError> {
    match member {
        Member::Text(text) if text.len() as u64 <= 4 * Field::LONGEST => Ok(rule(text)?),
        _ => Ok(()),
    }
}
