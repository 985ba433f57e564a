//! `/customers/{id}`: the customer's profile.

use cyrexa_editor::Target;

use super::unknown::start_link;
use crate::app::Shell;
use crate::dom::El;
use crate::panels::{Extent, follow_title, profile_panel, profile_title};

/// The profile of one customer.
#[must_use]
pub fn profile(shell: Shell, id: i64) -> El {
    let editing = shell.open(Target::Edit { id });
    follow_title(profile_title(editing));
    profile_panel(editing, id, Extent::whole, || Some(start_link()))
}
