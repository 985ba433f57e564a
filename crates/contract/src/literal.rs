//! A JSON string as it stands in a body: where it ends, what kinds of octets are in it, which text it stands for.
//!
//! One pass finds all three. Nothing is copied but where an escape stands.

use std::borrow::Cow;

/// Stands for an unpaired surrogate, which a Rust string cannot hold: a noncharacter, so the text rule refuses it.
const UNPAIRED_SURROGATE: char = '\u{FFFF}';

/// A quote, a backslash, or a control character, which JSON does not allow here: the pass stops at it.
const STOPS: u8 = 1;
/// Part of a character beyond ASCII.
const NON_ASCII: u8 = 2;
/// DEL, or the first octet of characters of which some are forbidden in a text, or are digits of another script.
const UNUSUAL: u8 = 4;
/// ASCII that leaves a mark on paper.
const VISIBLE: u8 = 8;
/// Never in the table: an escape stands in the literal.
const ESCAPED: u8 = 16;
/// An ASCII digit. The highest bit, to be counted by a shift.
const DIGIT: u8 = 128;

/// What each octet is.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut octet = 0;
    while octet < 256 {
        kinds[octet] = match octet as u8 {
            b'"' | b'\\' | 0..0x20 => STOPS,
            b'0'..=b'9' => VISIBLE | DIGIT,
            b'!'..=b'~' => VISIBLE,
            b' ' => 0,
            // In order: C1 and U+AD; U+061C; digits of Arabic, Persian and Indic scripts; U+180E and more digits;
            // U+200B..U+206F; U+FDD0.. and U+FEFF; all beyond the first plane.
            0xC2 | 0xD8 | 0xD9 | 0xDB | 0xE0 | 0xE1 | 0xE2 | 0xEF | 0xF0.. => NON_ASCII | UNUSUAL,
            0x7F => UNUSUAL,
            0x80.. => NON_ASCII,
        };
        octet += 1;
    }
    kinds
};

/// A string literal without its quotes.
#[derive(Clone, Copy)]
pub(crate) struct Literal<'a> {
    octets: &'a [u8],
    /// All kinds of octets that stand in it.
    kinds: u8,
    /// How many ASCII digits stand in it.
    digits: u32,
}

impl<'a> Literal<'a> {
    /// The literal whose first octet behind the quote is at `start`, and where what follows it begins. `None` where it does not end, is
    /// not UTF-8, or holds what JSON does not allow.
    pub(crate) fn at(json: &'a [u8], start: usize) -> Option<(Self, usize)> {
        let (mut at, mut kinds, mut digits) = (start, 0, 0);
        loop {
            let octet = *json.get(at)?;
            let kind = KINDS[usize::from(octet)];
            if kind == STOPS {
                match octet {
                    b'"' => break,
                    b'\\' => {
                        kinds |= ESCAPED;
                        at = after_escape(json, at + 1)?;
                    }
                    _ => return None,
                }
            } else {
                kinds |= kind;
                digits += u32::from(kind / DIGIT);
                at += 1;
            }
        }
        let octets = json.get(start..at)?;
        if kinds & NON_ASCII != 0 {
            std::str::from_utf8(octets).ok()?;
        }
        let literal = Self {
            octets,
            kinds,
            digits,
        };
        Some((literal, at + 1))
    }

    /// Its octets as they stand, where that is what they stand for: no escape.
    pub(crate) const fn plain(&self) -> Option<&'a [u8]> {
        if self.kinds & ESCAPED == 0 {
            Some(self.octets)
        } else {
            None
        }
    }

    /// Whether one look is enough to know that the text is more than white space, is not longer than `max`, and holds neither a forbidden
    /// character nor `digits` digits of any script. `false` says nothing.
    pub(crate) const fn is_surely_harmless(&self, max: u64, digits: u32) -> bool {
        self.kinds & (ESCAPED | UNUSUAL | VISIBLE) == VISIBLE
            && self.octets.len() as u64 <= max
            && self.digits < digits
    }

    /// The text, where it can be seen at once that it is ASCII and not longer than `max`.
    pub(crate) fn short_ascii(&self, max: u64) -> Option<&'a str> {
        let is_short = self.kinds & (ESCAPED | NON_ASCII) == 0 && self.octets.len() as u64 <= max;
        is_short.then(|| std::str::from_utf8(self.octets).unwrap_or_default())
    }

    /// The text it stands for.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        match self.unescaped() {
            // Checked when it was read.
            Cow::Borrowed(octets) => Cow::Borrowed(std::str::from_utf8(octets).unwrap_or_default()),
            Cow::Owned(octets) => Cow::Owned(without_surrogates(octets)),
        }
    }

    /// The octets it stands for: UTF-8, but for the three octets of WTF-8 where a surrogate is unpaired.
    /// (`serde_json`'s own reader of octets brings 30 kB of float formatting into a module, for an error nobody reads.)
    pub(crate) fn unescaped(&self) -> Cow<'a, [u8]> {
        match self.plain() {
            Some(octets) => Cow::Borrowed(octets),
            None => Cow::Owned(without_escapes(self.octets)),
        }
    }
}

/// Where what follows the escape begins whose backslash is behind us.
fn after_escape(json: &[u8], at: usize) -> Option<usize> {
    match json.get(at)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 1),
        b'u' => {
            let digits = json.get(at + 1..at + 5)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(at + 5)
        }
        _ => None,
    }
}

fn without_escapes(mut rest: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(rest.len());
    while let Some((octet, tail)) = rest.split_first() {
        rest = tail;
        let (b'\\', Some((escape, tail))) = (octet, tail.split_first()) else {
            octets.push(*octet);
            continue;
        };
        rest = tail;
        match escape {
            b'b' => octets.push(8),
            b'f' => octets.push(12),
            b'n' => octets.push(b'\n'),
            b'r' => octets.push(b'\r'),
            b't' => octets.push(b'\t'),
            b'u' => rest = push_code_unit(&mut octets, rest),
            itself => octets.push(*itself),
        }
    }
    octets
}

/// Pushes what the four digits at the start stand for, with the low surrogate after them where there is one; returns what follows.
fn push_code_unit<'a>(octets: &mut Vec<u8>, digits: &'a [u8]) -> &'a [u8] {
    let (unit, rest) = code_unit(digits);
    let low = match (unit, rest.strip_prefix(b"\\u").map(code_unit)) {
        (0xD800..=0xDBFF, Some((low @ 0xDC00..=0xDFFF, after))) => Some((low, after)),
        _ => None,
    };
    let (code, rest) = match low {
        Some((low, after)) => (0x1_0000 + ((unit & 0x3FF) << 10 | low & 0x3FF), after),
        None => (unit, rest),
    };
    match char::from_u32(code) {
        Some(c) => octets.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => octets.extend([0xED, 0x80 | (code >> 6 & 0x3F) as u8, 0x80 | (code & 0x3F) as u8]),
    }
    rest
}

fn code_unit(digits: &[u8]) -> (u32, &[u8]) {
    let (digits, rest) = digits.split_at_checked(4).unwrap_or((digits, &[]));
    let value = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or(0);
    (
        digits.iter().fold(0, |unit, digit| unit << 4 | value(digit)),
        rest,
    )
}

fn without_surrogates(octets: Vec<u8>) -> String {
    String::from_utf8(octets).unwrap_or_else(|error| {
        let mut text = String::with_capacity(error.as_bytes().len());
        for chunk in error.as_bytes().utf8_chunks() {
            text.push_str(chunk.valid());
            // Each of the three octets is a chunk of its own; the first is always 0xED.
            if chunk.invalid().first() == Some(&0xED) {
                text.push(UNPAIRED_SURROGATE);
            }
        }
        text
    })
}
