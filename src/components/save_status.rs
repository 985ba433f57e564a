//! The status line of saving, with undo of the last save. Its space is always reserved.

use cyrexa_editor::SessionStatus;
use cyrexa_view::{El, el};

use super::{ButtonKind, button};
use crate::i18n::use_i18n;

/// The value of `data-status`, for the style sheet.
const fn name(status: SessionStatus) -> &'static str {
    match status {
        SessionStatus::Saved => "saved",
        SessionStatus::Saving | SessionStatus::Loading => "saving",
        SessionStatus::Ready => "ready",
        SessionStatus::WaitingToRetry { .. } | SessionStatus::Offline => "waiting",
        _ => "not-saved",
    }
}

/// What the line offers.
pub struct SaveActions<C, U, R> {
    /// Whether the last save can be undone.
    pub can_undo: C,
    /// Undoes it.
    pub on_undo: U,
    /// Retries now. Offered while a save waits for its retry, except during the gateway's `Retry-After`.
    pub on_retry: R,
}

/// Shown, not announced: `live_region` announces. `unsaved` counts fields that were edited and not submitted.
#[must_use]
pub fn save_status<C, U, R>(
    status: impl Fn() -> SessionStatus + Copy + Send + Sync + 'static,
    unsaved: impl Fn() -> usize + Copy + Send + Sync + 'static,
    actions: SaveActions<C, U, R>,
) -> El
where
    C: Fn() -> bool + 'static,
    U: Fn() + Copy + Send + Sync + 'static,
    R: Fn() + Copy + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let words = i18n.words(move |m| m.session_status(status(), unsaved()));
    let can_retry = move || {
        matches!(
            status(),
            SessionStatus::WaitingToRetry {
                can_retry_now: true,
                ..
            }
        )
    };
    let SaveActions {
        can_undo,
        on_undo,
        on_retry,
    } = actions;
    el("div")
        .class("save-status")
        .part("status")
        .child(
            el("p")
                .bind_attr("data-status", move || Some(name(status()).to_owned()))
                .bind_text(words),
        )
        .when(
            // Beside "not saved yet" it would read as undoing that.
            move || can_undo() && unsaved() == 0,
            move || button(ButtonKind::Link, i18n.text(|m| m.undo), on_undo),
        )
        .when(can_retry, move || {
            button(ButtonKind::Link, i18n.text(|m| m.retry), on_retry)
        })
}
