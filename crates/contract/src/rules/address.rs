//! The billing address: free text, several lines, since no form fits every country.

use validator::ValidationError;

use super::issuers::Issuers;
use super::{card_number, characters, on_text};
use crate::{Change, Reason};

/// Upstream: the third "Maximum length" of the update body.
pub const MAX: u64 = 255;

/// What the fingerprint covers.
pub const STATEMENT: &str = "address: optional, <=255, lines, no card number";

pub(crate) fn check(address: &Change<String>) -> Result<(), ValidationError> {
    on_text(address, MAX, check_text)
}

pub(crate) fn check_text(text: &str) -> Result<(), Reason> {
    characters::check_lines(text)?;
    card_number::check(text, Issuers::All)
}
