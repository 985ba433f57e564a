//! The character counter of a field: shown as `12/100`, announced only near the limit and in steps, so that
//! it does not interrupt typing.

use cyrexa_view::{El, el, text};

use crate::i18n::use_i18n;

/// Announced from here on: the last tenth of the limit, at least ten characters.
const fn near(max: u64) -> u64 {
    if max / 10 > 10 { max / 10 } else { 10 }
}

/// Remaining characters, rounded up to a step so that the announced text changes rarely.
const fn stepped(left: u64) -> u64 {
    left.next_multiple_of(5)
}

/// `used` counts as the contract counts: Unicode scalar values of the trimmed text.
pub(super) fn counter(used: impl Fn() -> u64 + Copy + Send + Sync + 'static, max: u64) -> [El; 2] {
    let i18n = use_i18n();
    let spoken = i18n.words(move |m| {
        let used = used();
        match max.checked_sub(used) {
            None => m.counted(&m.characters_over, (used - max).next_multiple_of(5)),
            Some(left) if left <= near(max) && used > 0 => m.counted(&m.characters_left, stepped(left)),
            Some(_) => String::new(),
        }
    });
    let state = move || match max.checked_sub(used()) {
        None => "over",
        Some(left) if left <= near(max) => "near",
        Some(_) => "far",
    };
    let shown = el("span")
        .class("counter")
        .part("counter")
        .attr("aria-hidden", "true")
        .attr("dir", "ltr")
        .bind_attr("data-state", move || Some(state().to_owned()))
        .bind_text(text(move || [used().to_string(), max.to_string()].join("/")));
    [
        shown,
        el("span")
            .class("visually-hidden")
            .attr("role", "status")
            .bind_text(spoken),
    ]
}
