//! Leaving with unsaved changes: waits for a save in flight, asks about the rest.

use cyrexa_editor::Leaving;
use cyrexa_view::{El, effect};

use crate::components::{Question, confirm_dialog};
use crate::i18n::use_i18n;
use crate::state::Navigation;

/// The question, while it is open. It closes by itself once nothing is unsaved.
#[must_use]
pub fn leave_question(navigation: Navigation) -> El {
    let i18n = use_i18n();
    let open = move || navigation.leaving().is_some();
    effect(move || {
        if open() && navigation.cost_of_leaving() == Leaving::Free {
            navigation.leave();
        }
    });
    let body = i18n.words(move |m| match navigation.cost_of_leaving() {
        Leaving::Wait => m.leave_while_saving.to_owned(),
        Leaving::Free | Leaving::Ask => m.leave.body.to_owned(),
    });
    let question = Question {
        title: i18n.text(|m| m.leave.title),
        body,
        confirm: i18n.text(|m| m.leave_confirm),
        stay: i18n.text(|m| m.leave_stay),
    };
    confirm_dialog(
        "leave-question",
        open,
        question,
        move || navigation.leave(),
        move || navigation.stay(),
    )
}
