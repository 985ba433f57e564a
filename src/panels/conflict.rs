//! The dialog for fields that both sides changed.

use cyrexa_editor::{Event, Session};
use cyrexa_view::El;

use crate::components::conflict_dialog;
use crate::state::Editing;

/// Open while the session has a conflict.
#[must_use]
pub fn conflict_question(editing: Editing) -> El {
    conflict_dialog(
        move || editing.with(Session::conflict),
        move || editing.with(Session::violations),
        move |choices| editing.dispatch(Event::ResolveConflict(choices)),
    )
}
