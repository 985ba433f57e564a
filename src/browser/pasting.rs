//! Pasting: what comes with a copied text and cannot be seen stays outside.

use cyrexa_contract::rules::characters::as_seen;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlDocument};

use super::page::document;

/// Answers `paste`. A text that is what it looks like is left to the browser.
pub fn paste_as_seen(event: Event) {
    let event: ClipboardEvent = event.unchecked_into();
    let Some(text) = event.clipboard_data().and_then(|data| data.get_data("text").ok()) else {
        return;
    };
    let seen = as_seen(&text);
    if seen == text {
        return;
    }
    // The one way in that goes where the caret is, in every type of input, and that Undo takes back.
    let document: HtmlDocument = document().unchecked_into();
    if document.exec_command_with_show_ui_and_value("insertText", false, &seen) == Ok(true) {
        event.prevent_default();
    }
}
