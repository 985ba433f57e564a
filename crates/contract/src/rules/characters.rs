//! Which characters no text may hold. Everything else that a person can be called is a legal name.
//!
//! Source: contract.md, "Text". Legal though mostly invisible: ZWNJ and ZWJ (Persian, Malayalam and Sinhala
//! names), the direction marks U+200E, U+200F and U+061C (texts in two directions), U+180E (Mongolian names).

use crate::Reason;
use crate::unicode::{is_bidi_control, is_line_separator, is_noncharacter};

/// What the fingerprint covers.
pub const STATEMENT: &str = "text: no C0, DEL, C1, line separators (LF in an address), noncharacters, \
                             bidi embeddings, overrides and isolates, zero-width (Cf, default ignorable) but \
                             ZWNJ, ZWJ, LRM, RLM, ALM and U+180E";

/// Refuses the first forbidden character of a one-line text.
pub(crate) fn check_line(text: &str) -> Result<(), Reason> {
    check(text, is_forbidden)
}

/// Refuses the first forbidden character of a text that may have several lines.
pub(crate) fn check_lines(text: &str) -> Result<(), Reason> {
    check(text, |c| is_forbidden(c) && c != '\n')
}

fn check(text: &str, is_forbidden: impl Fn(char) -> bool) -> Result<(), Reason> {
    match text.chars().position(is_forbidden) {
        None => Ok(()),
        Some(index) => Err(Reason::Characters {
            position: index as u64 + 1,
        }),
    }
}

fn is_forbidden(c: char) -> bool {
    // Unpaired surrogates cannot be in a `str`: `body` turns one into a noncharacter, so that it is refused
    // here.
    c.is_control() || is_line_separator(c) || is_noncharacter(c) || is_bidi_control(c) || is_zero_width(c)
}

/// Forbidden, and nothing shows that it is there. Tags are drawn: they make the flag before them that of
/// England, say.
pub(crate) const fn is_undrawn(c: char) -> bool {
    is_bidi_control(c) || is_zero_width(c) && c < '\u{E0000}'
}

/// Format characters that a renderer may draw nothing for (general category Cf and
/// Default_Ignorable_Code_Point, Unicode 17) other than the bidi controls and those that names are written
/// with: with them two names could look the same and differ.
const fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206A}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0001}'
            | '\u{E0020}'..='\u{E007F}'
    )
}
