//! The customer's full name.

use super::issuers::Issuers;
use super::{card_number, characters};
use crate::Reason;

/// Upstream: the first "Maximum length" of the update body.
pub const MAX: u64 = 100;

/// What the fingerprint covers.
pub const STATEMENT: &str = "name: required, 1..=100, one line, no card number";

pub(crate) fn check(text: &str) -> Result<(), Reason> {
    characters::check_line(text)?;
    card_number::check(text, Issuers::All)
}
