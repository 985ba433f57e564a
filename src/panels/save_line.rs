//! Where everything stands: shown in a line, said in the live region.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldStatus, Session};
use leptos::prelude::*;

use crate::components::{LiveRegion, SaveStatus};
use crate::state::Editing;

/// The line, with its way back from the last save and its way past a wait.
#[component]
pub fn SaveLine() -> impl IntoView {
    let editing = Editing::of_page();
    view! {
        <SaveStatus
            status=editing.memo(Session::status)
            unsaved=editing.memo(count_unsaved)
            can_undo=editing.memo(Session::can_undo)
            on_undo=move |()| editing.dispatch(Event::Undo)
            on_retry=move |()| editing.dispatch(Event::Retry)
        />
    }
}

/// The voice: one on a page, there before there is something to say.
#[component]
pub fn Voice() -> impl IntoView {
    let editing = Editing::of_page();
    let notice = Signal::derive(move || editing.said().map(|said| said.notice));
    let turn = Signal::derive(move || editing.said().map_or(0, |said| said.number as usize));
    view! { <LiveRegion notice turn/> }
}

fn count_unsaved(session: &Session) -> usize {
    Field::ALL.into_iter().filter(|field| session.field(*field).status == FieldStatus::Unsaved).count()
}
