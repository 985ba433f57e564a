//! The document's title follows the page and the language.

use crate::browser::page;
use crate::dom::{Text, follow};

/// Keeps the title in the browser's tab in step, for as long as the calling page lives.
pub fn follow_title(title: Text) {
    follow(move || page::set_title(&title.get()));
}
