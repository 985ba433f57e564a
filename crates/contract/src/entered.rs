//! Texts that come from elsewhere: pasted, dropped, filled in by the browser.

use crate::Field;
use crate::normal::{dialled, without_cr_before_lf};
use crate::rules::characters::is_undrawn;
use crate::unicode::{is_default_ignorable, is_direction_mark, is_line_end};

/// A copied text as a person sees it: without what is not drawn and would be refused, which nobody could find
/// and delete, and with a space for what only looks like one. What is left is judged as if it had been typed.
/// It may become a part of what the field holds, so spaces at its ends stay.
#[must_use]
pub fn as_seen(field: Field, text: &str) -> String {
    let is_line_break = |c| is_line_end(c) && field.is_multiline();
    let is_dropped = |c| match field {
        // Machines' addresses are ASCII.
        Field::Email => is_default_ignorable(c),
        _ => is_undrawn(c),
    };
    let character = |c| {
        if is_line_break(c) {
            Some(c)
        } else if is_dropped(c) {
            None
        } else if c.is_control() && c.is_whitespace() || is_line_end(c) || is_unbreaking_space(c) {
            Some(' ')
        } else {
            Some(c)
        }
    };
    let text = text.trim_matches(is_direction_mark);
    let seen: String = without_cr_before_lf(text).filter_map(character).collect();
    if field == Field::Phone {
        dialled(&seen)
    } else {
        seen
    }
}

/// Spaces that a line is not broken at.
const fn is_unbreaking_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}
