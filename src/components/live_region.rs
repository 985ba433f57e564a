//! The one voice of the page: says notices politely, to those who listen.

use cyrexa_editor::Notice;
use leptos::prelude::*;

use crate::i18n::use_i18n;

/// `turn` counts notices: two equal ones in a row are said twice.
#[component]
pub fn LiveRegion(
    #[prop(into)] notice: Signal<Option<Notice>>,
    #[prop(into)] turn: Signal<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = i18n.words(move |m| {
        let mut words = notice.get().map(|notice| m.notice(notice)).unwrap_or_default();
        // A screen reader is silent about a text that did not change: a no-break space makes it another one.
        if turn.get() % 2 == 1 && !words.is_empty() {
            words.push('\u{a0}');
        }
        words
    });
    view! { <div class="visually-hidden" role="status" aria-live="polite" aria-atomic="true">{words}</div> }
}
