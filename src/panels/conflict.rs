//! The dialog for fields that both sides changed.

use cyrexa_editor::{Event, Session};
use leptos::prelude::*;

use crate::components::ConflictDialog;
use crate::state::Editing;

/// Open while the session has a conflict.
#[component]
pub fn ConflictQuestion() -> impl IntoView {
    let editing = Editing::of_page();
    view! {
        <ConflictDialog
            conflict=editing.memo(Session::conflict)
            violations=editing.memo(Session::violations)
            on_resolve=move |choices| editing.dispatch(Event::ResolveConflict(choices))
        />
    }
}
