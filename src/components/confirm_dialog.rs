//! Asks before an action that cannot be undone. The safe answer comes first and has the focus.

use cyrexa_view::{El, el};
use leptos::prelude::*;

use super::{ButtonKind, button, dialog};

/// The dialog's texts.
pub struct Question {
    /// The heading.
    pub title: TextProp,
    /// What will happen.
    pub body: TextProp,
    /// The answer that confirms.
    pub confirm: TextProp,
    /// The answer that cancels, as Escape does.
    pub stay: TextProp,
}

/// The id is unique on the page.
#[must_use]
pub fn confirm_dialog(
    id: &str,
    open: impl Fn() -> bool + Copy + Send + Sync + 'static,
    question: Question,
    on_confirm: impl Fn() + 'static,
    on_stay: impl Fn() + Copy + Send + Sync + 'static,
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
        vec![el("p").bind_text(question.body), actions],
    )
}
