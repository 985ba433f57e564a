//! A JSON string as written in a body: where it ends, what kinds of bytes are in it, which text it means.
//!
//! One pass finds all three. Nothing is copied but where there is an escape.

use std::borrow::Cow;

/// In place of an unpaired surrogate, which a Rust string cannot hold: a noncharacter, so the text rule refuses it.
const UNPAIRED_SURROGATE: char = '\u{FFFF}';

/// Part of a character beyond ASCII.
const NON_ASCII: u8 = 1;
/// DEL, a control character, or the first byte of characters of which some are forbidden in a text, or are digits of another script.
const UNUSUAL: u8 = 2;
/// An escape.
const ESCAPED: u8 = 4;
/// An escaped end of line.
const LINE_END: u8 = 8;

/// A string literal without its quotes.
#[derive(Clone, Copy)]
pub(crate) struct Literal<'a> {
    bytes: &'a [u8],
    /// All of the above that stand in it.
    kinds: u8,
}

impl<'a> Literal<'a> {
    /// The literal whose first byte behind the quote is at `start`, and where what follows it begins. `None` where it does not end, is
    /// not UTF-8, or holds what JSON does not allow.
    pub(crate) fn at(json: &'a [u8], start: usize) -> Option<(Self, usize)> {
        let (mut at, mut kinds) = (start, 0);
        loop {
            at = skip_plain(json, at);
            match *json.get(at)? {
                b'"' => break,
                b'\\' => {
                    let (kind, length) = escape(json.get(at + 1..)?)?;
                    kinds |= ESCAPED | kind;
                    at += length;
                }
                ..0x20 => return None,
                0x80.. => {
                    let rest = json.get(at..)?;
                    let length = rest.iter().position(u8::is_ascii).unwrap_or(rest.len());
                    kinds |= rest
                        .iter()
                        .take(length)
                        .fold(NON_ASCII, |kinds, byte| kinds | kind_beyond_ascii(*byte));
                    at += length;
                }
                0x7F => {
                    kinds |= UNUSUAL;
                    at += 1;
                }
                _ => at += 1,
            }
        }
        let bytes = json.get(start..at)?;
        if kinds & NON_ASCII != 0 {
            std::str::from_utf8(bytes).ok()?;
        }
        Some((Self { bytes, kinds }, at + 1))
    }

    /// Its bytes as written, where it has no escape.
    pub(crate) const fn plain(&self) -> Option<&'a [u8]> {
        if self.kinds & ESCAPED == 0 {
            Some(self.bytes)
        } else {
            None
        }
    }

    /// Whether one look is enough to know that the text is more than white space, is not longer than `max`, and holds neither a forbidden
    /// character nor `digits` digits of any script. `false` says nothing.
    pub(crate) fn is_surely_harmless(&self, max: u64, digits: usize, has_lines: bool) -> bool {
        let doubtful = if has_lines { UNUSUAL } else { UNUSUAL | LINE_END };
        // White space of other scripts at both ends, or an escape at the start, need a closer look.
        let is_visible =
            |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'!'..=b'[' | b']'..=b'~'));
        let has_text =
            is_visible(self.bytes.first()) || self.kinds & ESCAPED == 0 && is_visible(self.bytes.last());
        // An escape is longer than what it means, and so are the bytes of a character.
        has_text
            && self.kinds & doubtful == 0
            && self.bytes.len() as u64 <= max
            && (self.bytes.len() < digits || count_digits(self.bytes) < digits)
    }

    /// The bytes of the text, where it can be seen at once that it is ASCII and not longer than `max`.
    pub(crate) fn short_ascii(&self, max: u64) -> Option<&'a [u8]> {
        let is_short = self.kinds & (ESCAPED | NON_ASCII) == 0 && self.bytes.len() as u64 <= max;
        is_short.then_some(self.bytes)
    }

    /// The text it means.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        match self.unescaped() {
            // Checked when it was read.
            Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default()),
            Cow::Owned(bytes) => Cow::Owned(without_surrogates(bytes)),
        }
    }

    /// The bytes it means: UTF-8, but for the three bytes of WTF-8 where a surrogate is unpaired.
    /// (`serde_json`'s own reader of bytes brings 30 kB of float formatting into a module, for an error that is never read.)
    pub(crate) fn unescaped(&self) -> Cow<'a, [u8]> {
        match self.plain() {
            Some(bytes) => Cow::Borrowed(bytes),
            None => Cow::Owned(without_escapes(self.bytes)),
        }
    }
}

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = 0x80 * ONES;

/// Where the first byte at or behind `at` is that needs a look: a quote, a backslash, a control character, DEL, what is not ASCII. Eight
/// at a time; of the last seven of a body each.
fn skip_plain(json: &[u8], mut at: usize) -> usize {
    // The lowest of the high bits that are set is that of the first byte that is zero; those above it may err.
    let zeros = |eight: u64| eight.wrapping_sub(ONES) & !eight;
    while let Some(eight) = json.get(at..).and_then(<[u8]>::first_chunk) {
        let eight = u64::from_le_bytes(*eight);
        let quotes = zeros(eight ^ (u64::from(b'"') * ONES));
        let backslashes = zeros(eight ^ (u64::from(b'\\') * ONES));
        let dels = zeros(eight ^ (0x7F * ONES));
        let controls = eight.wrapping_sub(0x20 * ONES) & !eight;
        let found = (quotes | backslashes | dels | controls | eight) & HIGH;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at
}

/// How many ASCII digits there are, eight bytes at a time.
pub(crate) fn count_digits(bytes: &[u8]) -> usize {
    let (eights, rest) = bytes.as_chunks();
    let of_eight = |eight: &[u8; 8]| {
        // A digit is now 0 to 9, and stays below 0x80 when 0x76 is added; no other byte that was below does.
        let values = u64::from_le_bytes(*eight) ^ (u64::from(b'0') * ONES);
        let others = (values | (values & !HIGH).wrapping_add(0x76 * ONES)) & HIGH;
        8 - others.count_ones() as usize
    };
    let of_rest = rest.iter().filter(|byte| byte.is_ascii_digit());
    eights.iter().map(of_eight).sum::<usize>() + of_rest.count()
}

/// Whether an byte begins characters of which some need a closer look: they are refused somewhere, or changed
/// in the normal form, or digits. In order: C1, U+AD, superscripts; Arabic, Persian and N'Ko digits; digits from
/// the Indic scripts to Tibetan; digits from Burmese to Lepcha; U+200B..U+206F and digits in circles; digits from
/// Vai to Meetei Mayek; U+FDD0.. and U+FEFF; all beyond the first plane. `tests/unicode.rs` tries every character.
const fn kind_beyond_ascii(byte: u8) -> u8 {
    match byte {
        0xC2 | 0xD8 | 0xD9 | 0xDB | 0xDF | 0xE0 | 0xE1 | 0xE2 | 0xEA | 0xEF | 0xF0.. => UNUSUAL,
        _ => 0,
    }
}

/// The kind of what an escape means, and how long it is; `rest` begins behind its backslash.
fn escape(rest: &[u8]) -> Option<(u8, usize)> {
    match rest.first()? {
        b'"' | b'\\' | b'/' => Some((0, 2)),
        b'n' | b'r' => Some((LINE_END, 2)),
        b'b' | b'f' | b't' => Some((UNUSUAL, 2)),
        b'u' => {
            let digits = rest.get(1..5)?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some((UNUSUAL, 6))
        }
        _ => None,
    }
}

fn without_escapes(mut rest: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        let (b'\\', Some((escape, tail))) = (byte, tail.split_first()) else {
            bytes.push(*byte);
            continue;
        };
        rest = tail;
        match escape {
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'u' => rest = push_code_unit(&mut bytes, rest),
            itself => bytes.push(*itself),
        }
    }
    bytes
}

/// Pushes what the four digits at the start stand for, with the low surrogate after them where there is one; returns what follows.
fn push_code_unit<'a>(bytes: &mut Vec<u8>, digits: &'a [u8]) -> &'a [u8] {
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
        Some(c) => bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => bytes.extend([0xED, 0x80 | (code >> 6 & 0x3F) as u8, 0x80 | (code & 0x3F) as u8]),
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

fn without_surrogates(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let mut text = String::with_capacity(error.as_bytes().len());
        for chunk in error.as_bytes().utf8_chunks() {
            text.push_str(chunk.valid());
            // Each of the three bytes is a chunk of its own; the first is always 0xED.
            if chunk.invalid().first() == Some(&0xED) {
                text.push(UNPAIRED_SURROGATE);
            }
        }
        text
    })
}
