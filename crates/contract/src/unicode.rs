//! The few properties of characters that the rules ask for, from Unicode 17. `tests/unicode.rs` holds them to
//! another copy of the standard's tables, character by character.

/// The zeros of all decimal digits (general category Nd) beyond ASCII, ascending. The other nine digits of a
/// script follow its zero directly: the Unicode stability policy keeps it so.
const ZEROS: [u32; 76] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
    0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30,
    0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0,
    0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130,
    0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140,
    0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// The value of a decimal digit of any script.
pub(crate) fn decimal(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = u32::from(c);
    let following = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(following.checked_sub(1)?)?;
    Some(code - zero).filter(|value| *value < 10)
}

/// Runs of characters that are drawn as one digit and are no decimal digits (Numeric_Type=Digit): the first
/// of the run, how many there are, the value of the first. Superscripts, subscripts, digits in circles and
/// brackets, four old scripts.
const DRAWN_DIGITS: [(u32, u32, u32); 21] = [
    (0xB2, 2, 2),
    (0xB9, 1, 1),
    (0x1369, 9, 1),
    (0x19DA, 1, 1),
    (0x2070, 1, 0),
    (0x2074, 6, 4),
    (0x2080, 10, 0),
    (0x2460, 9, 1),
    (0x2474, 9, 1),
    (0x2488, 9, 1),
    (0x24EA, 1, 0),
    (0x24F5, 9, 1),
    (0x24FF, 1, 0),
    (0x2776, 9, 1),
    (0x2780, 9, 1),
    (0x278A, 9, 1),
    (0x10A40, 4, 1),
    (0x10E60, 9, 1),
    (0x11052, 9, 1),
    (0x1F100, 1, 0),
    (0x1F101, 10, 0),
];

/// The value of a character that a person reads as one digit.
pub(crate) fn digit(c: char) -> Option<u32> {
    if let Some(value) = decimal(c) {
        return Some(value);
    }
    let code = u32::from(c);
    let (first, _, value) = DRAWN_DIGITS
        .iter()
        .find(|(first, count, _)| (*first..first + count).contains(&code))?;
    Some(code - first + value)
}

/// Default_Ignorable_Code_Point: nothing is drawn for it where it is not understood.
pub(crate) const fn is_default_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// A space (general category Zs): white space that is neither a control nor a line separator.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() && !c.is_control() && !is_line_separator(c)
}

/// The line and the paragraph separator.
pub(crate) const fn is_line_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// What ends a line in one system or another.
pub(crate) const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}') || is_line_separator(c)
}

/// LRM, RLM and ALM: they change the direction of their neighbours and are part of names and addresses.
pub(crate) const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// The dashes and minus signs that keyboards and word processors put in the place of a hyphen.
pub(crate) const fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
}

/// Embeddings, overrides and isolates: they reorder what comes after them on somebody else's screen.
pub(crate) const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

pub(crate) const fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}
