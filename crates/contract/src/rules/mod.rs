//! One file per rule: its reason, the source of its limit, `MAX`, `STATEMENT` (what the fingerprint covers)
//! and `check`.
//!
//! A `check` sees a text in normal form and never its length: `validator`'s `length` counts it, by the same
//! `MAX`.

pub mod address;
pub mod card_number;
pub mod characters;
pub mod email;
mod issuers;
pub mod member_id;
pub mod name;
pub mod phone;

use validator::ValidationError;

use crate::{Change, Field, Reason};

/// The first rule that a text in normal form fails: the same limits and checks that `Patch` declares to
/// `validator`, whose report of a failure costs more than all the rules (it copies the rejected value, into
/// JSON, and counts in a hash map).
pub(crate) fn first_reason(field: Field, text: &str) -> Option<Reason> {
    let (max, actual) = (field.max_length(), count(text));
    if actual > max {
        return Some(Reason::TooLong { max, actual });
    }
    field.check(text).err()
}

/// The length of a text as the limits mean it: Unicode scalar values. Every byte that does not go on with a
/// character begins one.
#[must_use]
pub fn count(text: &str) -> u64 {
    text.bytes().filter(|byte| !(0x80..0xc0).contains(byte)).count() as u64
}

/// Runs a rule on the text that a change sets; one that keeps or clears has nothing to check.
///
/// Nor has a text that is certainly longer than `max` (a scalar value has at most 4 bytes): `too_long` is
/// what is reported of it, so a body of 64 KB of digits costs nothing here.
pub(crate) fn on_text(
    change: &Change<String>,
    max: u64,
    rule: impl FnOnce(&str) -> Result<(), Reason>,
) -> Result<(), ValidationError> {
    let Some(text) = change.value() else { return Ok(()) };
    if text.len() as u64 > 4 * max {
        return Ok(());
    }
    rule(text).map_err(ValidationError::from)
}
