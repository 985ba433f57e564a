//! `/customers/{id}`: the customer's profile.

use cyrexa_editor::Target;
use cyrexa_view::El;

use super::unknown::start_link;
use crate::panels::{Extent, follow_title, profile_panel, profile_title};
use crate::shell::use_shell;

/// The profile of one customer.
#[must_use]
pub fn profile(id: i64) -> El {
    let editing = use_shell().open(Target::Edit { id });
    follow_title(profile_title(editing));
    profile_panel(editing, id, Extent::whole, || Some(start_link()))
}
