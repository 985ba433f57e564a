//! The dialog for fields that both sides changed.

use cyrexa_editor::{Event, Session};

use crate::components::conflict_dialog;
use crate::dom::El;
use crate::state::Editing;

/// Open while the session has a conflict.
#[must_use]
pub fn conflict_question(editing: Editing) -> El {
    conflict_dialog(
        editing.memo(Session::conflict).into(),
        editing.memo(Session::violations).into(),
        move |choices| editing.dispatch(Event::ResolveConflict(choices)),
    )
}
