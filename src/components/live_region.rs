//! The one voice of the page: says notices politely, to those who listen.

use cyrexa_editor::Notice;
use leptos::prelude::*;

use crate::dom::{El, el};
use crate::i18n::use_i18n;

/// `turn` counts notices: two equal ones in a row are said twice.
#[must_use]
pub fn live_region(notice: Signal<Option<Notice>>, turn: Signal<usize>) -> El {
    let words = use_i18n().words(move |m| {
        let mut words = notice.get().map(|notice| m.notice(notice)).unwrap_or_default();
        // A screen reader is silent about a text that did not change: a no-break space makes it another one.
        if turn.get() % 2 == 1 && !words.is_empty() {
            words.push('\u{a0}');
        }
        words
    });
    el("div")
        .class("visually-hidden")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .attr("aria-atomic", "true")
        .words(words)
}
