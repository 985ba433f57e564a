//! Texts that come from elsewhere: pasted, dropped, filled in by the browser or a script. What comes with
//! them and cannot be seen stays outside.

use cyrexa_contract::{Field, as_seen};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, Event, HtmlDocument};

use super::page::document;

/// Answers `paste`. A text that is what it looks like is left to the browser.
pub fn paste_as_seen(field: Field, event: Event) {
    let event: ClipboardEvent = event.unchecked_into();
    let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
    insert_as_seen(field, &event, text);
}

/// Answers `beforeinput`: of a drop, which has put the caret where it goes in.
pub fn drop_as_seen(field: Field, event: Event) {
    if text_of(&event, "inputType").is_some_and(|kind| kind == "insertFromDrop") {
        let text = text_of(&event, "data");
        insert_as_seen(field, &event, text);
    }
}

/// Answers `input`. What a person types, composes, deletes or undoes stays as it is: the caret is in it.
pub fn fill_as_seen(field: Field, event: Event) {
    let kind = text_of(&event, "inputType").unwrap_or_default();
    // Autofill and scripts give none; a drop is here where the browser would not let us insert its text.
    if !matches!(&*kind, "" | "insertFromDrop" | "insertReplacementText") {
        return;
    }
    let Some(input) = event.current_target() else {
        return;
    };
    let Some(text) = text_of(&input, "value") else {
        return;
    };
    let seen = as_seen(field, &text);
    if seen != text {
        // An input takes any text.
        let _ = Reflect::set(&input, &"value".into(), &JsValue::from_str(&seen));
    }
}

fn insert_as_seen(field: Field, event: &Event, text: Option<String>) {
    let Some(text) = text else { return };
    let seen = as_seen(field, &text);
    if seen == text {
        return;
    }
    // The one way in that goes where the caret is, in every type of input, and that Undo takes back.
    let document: HtmlDocument = document().unchecked_into();
    if document.exec_command_with_show_ui_and_value("insertText", false, &seen) == Ok(true) {
        event.prevent_default();
    }
}

fn text_of(object: &JsValue, key: &str) -> Option<String> {
    Reflect::get(object, &key.into()).ok()?.as_string()
}
