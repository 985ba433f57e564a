//! The normal form of a text: what is judged, counted, shown and stored. The keystroke, the edge and the
//! gateway ask this file.
//!
//! Source: contract.md, "Text".

use std::borrow::Cow;

use crate::unicode::{decimal, is_dash, is_default_ignorable, is_direction_mark, is_line_end, is_space};
use crate::{Change, Field};

/// What the fingerprint covers.
pub(crate) const STATEMENT: &str = "normal form: White_Space and U+200E, U+200F, U+061C trimmed; address: CRLF, CR, U+0085, U+2028, U+2029 are \
     LF; phone: Nd are ASCII digits, U+2010..2015, U+2212 and U+FF0D are -, Zs are spaces, U+FF0B is +, \
     Default_Ignorable_Code_Point dropped (Unicode 17)";

/// The text in the form in which it is judged, counted, shown and stored; empty where nothing is left. Its
/// own normal form is itself.
#[must_use]
pub fn normal_text(field: Field, text: &str) -> Cow<'_, str> {
    match field {
        Field::Phone if !text.is_ascii() => Cow::Owned(trimmed(&dialled(text)).to_owned()),
        _ if field.is_multiline() => with_line_feeds(trimmed(text)),
        _ => Cow::Borrowed(trimmed(text)),
    }
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

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_direction_mark(c))
}

fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let is_other_line_end = |c| is_line_end(c) && c != '\n';
    if text.contains(is_other_line_end) {
        let line_feed = |c| if is_line_end(c) { '\n' } else { c };
        Cow::Owned(without_cr_before_lf(text).map(line_feed).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// CRLF as LF. Not by `str::replace`: searching for a text is a kilobyte in the page.
pub(crate) fn without_cr_before_lf(text: &str) -> impl Iterator<Item = char> {
    let next = text.chars().skip(1).map(Some).chain([None]);
    let pairs = text.chars().zip(next);
    pairs.filter(|pair| *pair != ('\r', Some('\n'))).map(|(c, _)| c)
}

/// A phone number in the characters that every phone has; white space at its ends stays.
pub(crate) fn dialled(text: &str) -> String {
    let character = |c| match c {
        _ if is_default_ignorable(c) => None,
        _ if is_space(c) => Some(' '),
        _ if is_dash(c) => Some('-'),
        '\u{FF0B}' => Some('+'),
        _ => Some(
            decimal(c)
                .and_then(|value| char::from_digit(value, 10))
                .unwrap_or(c),
        ),
    };
    text.chars().filter_map(character).collect()
}
