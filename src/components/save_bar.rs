//! The buttons at the end of a form: save and discard.

use cyrexa_view::{El, el};

use super::{ButtonKind, button, submit_button};
use crate::i18n::use_i18n;

/// Must be inside a `<form novalidate>`: save submits it, as Enter in a field does.
#[must_use]
pub fn save_bar(
    busy: impl Fn() -> bool + Copy + Send + Sync + 'static,
    on_cancel: impl Fn() + 'static,
) -> El {
    let i18n = use_i18n();
    el("div")
        .class("save-bar")
        .child(submit_button(i18n.text(|m| m.save), busy))
        .child(button(ButtonKind::Quiet, i18n.text(|m| m.cancel), on_cancel))
}
