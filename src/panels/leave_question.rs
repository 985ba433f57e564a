//! Before unsaved work is left: waits for a save that is on its way, asks about the rest.

use cyrexa_editor::Leaving as Leave;
use leptos::prelude::*;

use crate::app::use_shell;
use crate::components::ConfirmDialog;
use crate::i18n::use_i18n;

/// The question, while it is open. Answers itself when there is nothing left to lose.
#[component]
pub fn LeaveQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let navigation = use_shell().navigation;
    let open = Memo::new(move |_| navigation.leaving().is_some());
    Effect::new(move |_| {
        if open.get() && navigation.cost_of_leaving() == Leave::Free {
            navigation.leave();
        }
    });
    let body = i18n.words(move |m| match navigation.cost_of_leaving() {
        Leave::Wait => m.leave_while_saving.to_owned(),
        Leave::Free | Leave::Ask => m.leave.body.to_owned(),
    });
    view! {
        <ConfirmDialog
            id="leave-question"
            open
            title=i18n.text(|m| m.leave.title)
            body
            confirm=i18n.text(|m| m.leave_confirm)
            stay=i18n.text(|m| m.leave_stay)
            on_confirm=move |()| navigation.leave()
            on_stay=move |()| navigation.stay()
        />
    }
}
