//! How far everything has been saved: shown in a line, said in the live region.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldStatus, Session};
use cyrexa_view::{El, el};

use crate::components::{SaveActions, live_region, save_status};
use crate::i18n::use_i18n;
use crate::state::Editing;

/// The line, with its way back from the last save and its way past a wait.
#[must_use]
pub fn save_line(editing: Editing) -> El {
    let actions = SaveActions {
        can_undo: move || editing.with(Session::can_undo),
        on_undo: move || editing.dispatch(Event::Undo),
        on_retry: move || editing.dispatch(Event::Retry),
    };
    let line = save_status(
        move || editing.with(Session::status),
        move || editing.with(count_unsaved),
        actions,
    );
    let weak = move || {
        el("p")
            .class("muted")
            .bind_text(use_i18n().text(|m| m.weak_conflict_detection))
    };
    el("div")
        .class("save-line")
        .child(line)
        .when(move || editing.with(Session::is_race_open), weak)
}

/// The voice: one on a page, there before there is something to say.
#[must_use]
pub fn voice(editing: Editing) -> El {
    live_region(move || {
        editing
            .announcement()
            .map(|announcement| (announcement.notice, announcement.number))
    })
}

fn count_unsaved(session: &Session) -> usize {
    Field::ALL
        .into_iter()
        .filter(|field| session.field(*field).status == FieldStatus::Unsaved)
        .count()
}
