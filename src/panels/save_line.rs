//! The status of saving: shown in a line, announced in the live region.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldStatus, Session};
use cyrexa_view::{El, el};

use crate::components::{SaveActions, live_region, save_status};
use crate::i18n::use_i18n;
use crate::state::Editing;

/// The line, with undo of the last save and retry of a waiting one.
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

/// The live region: one per page, in the document before it announces anything.
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
