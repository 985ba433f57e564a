//! The merchant's own identifier of the customer. Of card numbers only those of the three largest schemes are
//! looked for: member numbers of loyalty schemes share the ranges and the check digit of the others.

use super::issuers::Issuers;
use super::{card_number, characters};
use crate::Reason;

/// Upstream: the fifth "Maximum length" of the update body.
pub const MAX: u64 = 50;

/// What the fingerprint covers.
pub const STATEMENT: &str =
    "memberId: optional, <=50, one line, no card number of Visa, Mastercard, American Express";

pub(crate) fn check(text: &str) -> Result<(), Reason> {
    characters::check_line(text)?;
    card_number::check(text, Issuers::BigThree)
}
