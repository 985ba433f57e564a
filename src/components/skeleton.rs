//! A placeholder while content is loading.

use cyrexa_view::{El, el};

use crate::i18n::use_i18n;

/// Grey lines, and a sentence for screen readers.
#[must_use]
pub fn skeleton(lines: usize) -> El {
    let loading = el("span")
        .class("visually-hidden")
        .attr("role", "status")
        .bind_text(use_i18n().text(|m| m.loading));
    let line = |_| el("span").class("skeleton-line").attr("aria-hidden", "true");
    el("div")
        .class("skeleton")
        .part("skeleton")
        .child(loading)
        .children((0..lines).map(line))
}
