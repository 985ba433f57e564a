//! The billing address: free text, several lines, since no form fits every country.

use super::issuers::Issuers;
use super::{card_number, characters};
use crate::Reason;

/// Upstream: the third "Maximum length" of the update body.
pub const MAX: u64 = 255;

/// What the fingerprint covers.
pub const STATEMENT: &str = "address: optional, <=255, lines, no card number";

pub(crate) fn check(text: &str) -> Result<(), Reason> {
    characters::check_lines(text)?;
    card_number::check(text, Issuers::All)
}
