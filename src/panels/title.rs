//! The document's title follows the page and the language.

use crate::browser::page;
use crate::dom::{Text, follow};

/// Keeps the title in the browser's tab in step, for as long as the calling page lives.
pub fn follow_title(title: Text) {
    let mut shown = String::new();
    follow(move || {
        let now = title.get();
        // Set once: a page translator may have put its own words there.
        if now != shown {
            page::set_title(&now);
            shown = now;
        }
    });
}
