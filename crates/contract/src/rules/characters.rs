//! Which characters no text may hold. Everything else that a person can be called is a legal name.
//!
//! Source: contract.md, "Text". ZWNJ and ZWJ stay legal: Persian, Malayalam and Sinhala names contain them.

use crate::Reason;

/// What the fingerprint covers.
pub const STATEMENT: &str =
    "text: no C0, DEL, C1, noncharacters, bidi controls, zero-width (Cf, default ignorable) but ZWNJ and ZWJ";

/// Refuses the first forbidden character of a one-line text.
pub(crate) fn check_line(text: &str) -> Result<(), Reason> {
    check(text, is_forbidden)
}

/// Refuses the first forbidden character of a text that may have several lines.
pub(crate) fn check_lines(text: &str) -> Result<(), Reason> {
    check(text, |c| is_forbidden(c) && c != '\n' && c != '\r')
}

/// A copied text as a person sees it: without what is not drawn, which nobody could take out again, and with a space for
/// each space that only a line's end tells from one. What is left is judged as if it had been typed.
#[must_use]
pub fn as_seen(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_undrawn(c))
        .map(|c| if is_unbreaking_space(c) { ' ' } else { c })
        .collect()
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
    // Unpaired surrogates cannot be in a `str`: `body` turns one into a noncharacter, so that it is refused here.
    c.is_control() || is_noncharacter(c) || is_bidi_control(c) || is_zero_width(c)
}

/// Tags are drawn: they make the flag before them that of England, say.
const fn is_undrawn(c: char) -> bool {
    is_bidi_control(c) || is_zero_width(c) && c < '\u{E0000}'
}

const fn is_unbreaking_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

const fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

/// Embeddings, overrides and isolates: they reorder what stands after them on somebody else's screen.
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Format characters that a renderer may draw nothing for (general category Cf and Default_Ignorable_Code_Point, Unicode
/// 17) other than the two joiners and the bidi controls above: with them two names could look the same and differ.
const fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206A}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0001}'
            | '\u{E0020}'..='\u{E007F}'
    )
}
