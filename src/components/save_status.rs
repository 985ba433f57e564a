//! The line that says where everything stands, and the way back from the last save. Its room is always there.

use cyrexa_editor::SessionStatus;
use leptos::prelude::*;

use super::{Button, ButtonKind};
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

/// Shown, not spoken: `LiveRegion` speaks. `unsaved` counts fields typed in and not asked to be saved.
#[component]
pub fn SaveStatus(
    #[prop(into)] status: Signal<SessionStatus>,
    #[prop(into)] unsaved: Signal<usize>,
    #[prop(into)] can_undo: Signal<bool>,
    #[prop(into)] on_undo: Callback<()>,
    /// Offered while a save waits to be tried again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = i18n.words(move |m| m.session_status(status.get(), unsaved.get()));
    let can_retry = Memo::new(move |_| matches!(status.get(), SessionStatus::WaitingToRetry { .. }));
    view! {
        <div class="save-status">
            <p data-status=move || name(status.get())>{words}</p>
            {move || {
                can_undo
                    .get()
                    .then(|| view! { <Button kind=ButtonKind::Link label=i18n.text(|m| m.undo) on_click=on_undo/> })
            }}
            {move || {
                can_retry
                    .get()
                    .then(|| view! { <Button kind=ButtonKind::Link label=i18n.text(|m| m.retry) on_click=on_retry/> })
            }}
        </div>
    }
}
