//! Asks before something that cannot be taken back. The safe answer comes first and has the focus.

use super::{ButtonKind, button, dialog};
use crate::dom::{El, Text, el};

/// What the dialog says.
pub struct Question {
    /// The heading.
    pub title: Text,
    /// What will happen.
    pub body: Text,
    /// The answer that does it.
    pub confirm: Text,
    /// The answer that does nothing; Escape too.
    pub stay: Text,
}

/// The id is unique on the page.
#[must_use]
pub fn confirm_dialog(
    id: &str,
    open: impl Fn() -> bool + Copy + 'static,
    question: Question,
    on_confirm: impl Fn() + 'static,
    on_stay: impl Fn() + Copy + 'static,
) -> El {
    let actions = el("div")
        .class("dialog-actions")
        .child(button(ButtonKind::Quiet, question.stay, on_stay))
        .child(button(ButtonKind::Danger, question.confirm, on_confirm));
    dialog(
        id,
        open,
        false,
        question.title,
        on_stay,
        vec![el("p").words(question.body), actions],
    )
}
