//! The page's one live region (`aria-live="polite"`).

use cyrexa_editor::Notice;
use cyrexa_view::{El, el};

use crate::i18n::use_i18n;

/// The number counts announcements, so that two equal ones in a row are both announced.
#[must_use]
pub fn live_region(said: impl Fn() -> Option<(Notice, u32)> + Send + Sync + 'static) -> El {
    let words = use_i18n().words(move |m| {
        let Some((notice, turn)) = said() else {
            return String::new();
        };
        let mut words = m.notice(notice);
        // A screen reader announces only a changed text: a no-break space changes it.
        if turn % 2 == 1 {
            words.push('\u{a0}');
        }
        words
    });
    el("div")
        .class("visually-hidden")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .attr("aria-atomic", "true")
        .bind_text(words)
}
