//! The merchant's own identifier of the customer. Card numbers are not searched for here: member numbers of
//! loyalty schemes have the same form and the same check digit.

use validator::ValidationError;

use super::{characters, on_text};
use crate::{Change, Reason};

/// Upstream: the fifth "Maximum length" of the update body.
pub const MAX: u64 = 50;

/// What the fingerprint covers.
pub const STATEMENT: &str = "memberId: optional, <=50, one line";

pub(crate) fn check(member_id: &Change<String>) -> Result<(), ValidationError> {
    on_text(member_id, MAX, check_text)
}

pub(super) fn check_text(text: &str) -> Result<(), Reason> {
    characters::check_line(text)
}
