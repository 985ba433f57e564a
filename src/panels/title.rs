//! The document's title follows the page and the language.

use cyrexa_view::effect;
use leptos::prelude::*;

use crate::browser::page;

/// Keeps the title in the browser's tab in step, for as long as the calling page lives.
pub fn follow_title(title: TextProp) {
    let mut shown = String::new();
    effect(move || {
        let now = String::from(title.get());
        // Set once: a page translator may have put its own words there.
        if now != shown {
            page::set_title(&now);
            shown = now;
        }
    });
}
