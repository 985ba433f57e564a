//! The document's title follows the page and the language.

use leptos::prelude::*;

use crate::browser::page;
use crate::dom::Text;

/// Keeps the title in the browser's tab in step, for as long as the calling page lives.
pub fn follow_title(title: Text) {
    Effect::new(move |_| title.with(|title| page::set_title(title)));
}
