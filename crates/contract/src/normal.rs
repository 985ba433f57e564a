//! The normal form of a text: what is judged, counted, shown and stored. The keystroke, the edge and the gateway ask this file.

use std::borrow::Cow;

use crate::{Change, Field};

/// The text in the form in which it is judged, counted, shown and stored. Empty where nothing is left.
#[must_use]
pub fn normal_text(_field: Field, text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.trim())
}

/// The text as it would be stored: in normal form; nothing is left of it: cleared.
#[must_use]
pub fn normal_form(field: Field, text: &str) -> Change<String> {
    let normal = normal_text(field, text);
    if normal.is_empty() {
        Change::Clear
    } else {
        Change::Set(normal.into_owned())
    }
}
