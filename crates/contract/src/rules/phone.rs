//! A phone number as people write it: an optional `+`, digits, and separators between them.

use super::{card_number, characters};
use crate::Reason;

/// Upstream: the fourth "Maximum length" of the update body.
pub const MAX: u64 = 20;

/// The shortest national numbers with an area code.
pub const MIN_DIGITS: u64 = 7;

/// ITU-T E.164: a number has at most 15 digits.
pub const MAX_DIGITS: u64 = 15;

/// What the fingerprint covers.
pub const STATEMENT: &str = "phone: optional, <=20, +?[0-9 .()-], 7..=15 digits; without +: no card number";

pub(crate) fn check(text: &str) -> Result<(), Reason> {
    characters::check_line(text)?;
    // Behind a country code it is a phone number for certain.
    if !text.starts_with('+') {
        card_number::check_whole(text)?;
    }
    if is_phone(text.as_bytes()) {
        Ok(())
    } else {
        Err(Reason::Format)
    }
}

pub(crate) fn is_phone(text: &[u8]) -> bool {
    let mut digits = 0;
    for b in text.strip_prefix(b"+").unwrap_or(text) {
        match b {
            b'0'..=b'9' => digits += 1,
            b' ' | b'-' | b'.' | b'(' | b')' => {}
            _ => return false,
        }
    }
    (MIN_DIGITS..=MAX_DIGITS).contains(&digits)
}
