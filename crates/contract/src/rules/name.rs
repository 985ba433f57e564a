//! The customer's full name.

use validator::ValidationError;

use super::issuers::Issuers;
use super::{card_number, characters, on_text};
use crate::Reason;
use crate::body::Member;

/// Upstream: the first "Maximum length" of the update body.
pub const MAX: u64 = 100;

/// What the fingerprint covers.
pub const STATEMENT: &str = "name: required, 1..=100, one line, no card number";

pub(crate) fn check(name: &Member<'_>) -> Result<(), ValidationError> {
    on_text(name, check_text)
}

fn check_text(text: &str) -> Result<(), Reason> {
    characters::check_line(text)?;
    card_number::check(text, Issuers::All)
}
