//! The saving status of one field. Its space is reserved, so that nothing moves when it appears.

use cyrexa_editor::FieldStatus;
use cyrexa_view::{El, el};

use crate::i18n::use_i18n;

/// The value of `data-status`, for the style sheet.
const fn name(status: FieldStatus) -> &'static str {
    match status {
        FieldStatus::Clean => "clean",
        FieldStatus::Unsaved => "unsaved",
        FieldStatus::Saving => "saving",
        FieldStatus::Saved => "saved",
        FieldStatus::NotSaved(_) => "not-saved",
    }
}

/// Not a live region: the page has one (`live_region`), and two would talk over each other.
#[must_use]
pub fn status_chip(status: impl Fn() -> FieldStatus + Copy + Send + Sync + 'static) -> El {
    let words = use_i18n().words(move |m| m.field_status(status()));
    el("span")
        .class("chip")
        .bind_attr("data-status", move || Some(name(status()).to_owned()))
        .bind_text(words)
}
