//! Walks a JSON object once, in time linear in its length: the members a client may write, a key twice anywhere, the depth.
//!
//! The grammar is `serde_json`'s business and already checked: what is looked for here is only where things begin and end.
//! (Reading level by level with `RawValue` took 128 passes over a deep body: 11 ms for 64 KB.)

use std::borrow::Cow;

use crate::{Change, Field, Malformed};

/// Deepest nesting of objects and arrays; `serde_json`'s own limit for typed values.
const MAX_DEPTH: usize = 128;

/// Stands for an unpaired surrogate, which a Rust string cannot hold: a noncharacter, so the text rule refuses it.
const UNPAIRED_SURROGATE: char = '\u{FFFF}';

/// What a body says of a field: text, `null`, or (`None`) something of another type.
pub(crate) type Wish = Option<Change<String>>;

/// An object with where its keys start in the list of keys, or an array.
enum Container {
    Object { first_key: usize },
    Array,
}

/// Tells `wish` what the object says of each writable field, in the body's order. `json` is a valid JSON object.
pub(crate) fn walk(json: &[u8], mut wish: impl FnMut(Field, Wish)) -> Result<(), Malformed> {
    let mut open = Vec::new();
    let mut keys: Vec<Cow<'_, [u8]>> = Vec::new();
    let mut is_key_next = false;
    let mut awaited = None;
    let mut rest = json;
    while let Some((octet, tail)) = rest.split_first() {
        let here = rest;
        rest = tail;
        match octet {
            b' ' | b'\t' | b'\n' | b'\r' | b':' => {}
            b',' => is_key_next = matches!(open.last(), Some(Container::Object { .. })),
            b'"' => {
                let (string, after) = split_string(here);
                rest = after;
                if is_key_next {
                    is_key_next = false;
                    let key = unescaped(string);
                    // Only the root's members are fields: a nested `name` is somebody else's.
                    awaited = (open.len() == 1).then(|| field_of(&key)).flatten();
                    keys.push(key);
                } else if let Some(field) = awaited.take() {
                    wish(field, Some(Change::Set(text(unescaped(string)))));
                }
            }
            b'{' | b'[' => {
                if let Some(field) = awaited.take() {
                    wish(field, None);
                }
                if open.len() == MAX_DEPTH {
                    return Err(Malformed::TooDeep);
                }
                is_key_next = *octet == b'{';
                open.push(if is_key_next {
                    Container::Object {
                        first_key: keys.len(),
                    }
                } else {
                    Container::Array
                });
            }
            b'}' | b']' => {
                is_key_next = false;
                if let Some(Container::Object { first_key }) = open.pop() {
                    refuse_twins(keys.get_mut(first_key..).unwrap_or_default())?;
                    keys.truncate(first_key);
                }
            }
            // A number, `true`, `false` or `null`: only its first octet finds a field awaiting.
            first => {
                if let Some(field) = awaited.take() {
                    wish(field, (*first == b'n').then_some(Change::Clear));
                }
            }
        }
    }
    Ok(())
}

fn field_of(key: &[u8]) -> Option<Field> {
    std::str::from_utf8(key).ok().and_then(Field::from_key)
}

fn refuse_twins(keys: &mut [Cow<'_, [u8]>]) -> Result<(), Malformed> {
    keys.sort_unstable();
    if keys.is_sorted_by(|one, next| one < next) {
        Ok(())
    } else {
        Err(Malformed::DuplicateKey)
    }
}

/// The string literal at the start, with its quotes, and what follows it.
fn split_string(json: &[u8]) -> (&[u8], &[u8]) {
    let mut is_escaped = true; // The opening quote is none that closes.
    let last = json.iter().position(|octet| {
        let closes = *octet == b'"' && !is_escaped;
        is_escaped = *octet == b'\\' && !is_escaped;
        closes
    });
    last.and_then(|last| json.split_at_checked(last + 1))
        .unwrap_or((json, &[]))
}

/// The octets that a string literal stands for: UTF-8, but for the three octets of WTF-8 where a surrogate is unpaired.
/// (`serde_json`'s own reader of octets brings 30 kB of float formatting into a module, for an error nobody reads.)
fn unescaped(literal: &[u8]) -> Cow<'_, [u8]> {
    let inner = literal
        .get(1..literal.len().saturating_sub(1))
        .unwrap_or_default();
    if inner.contains(&b'\\') {
        Cow::Owned(without_escapes(inner))
    } else {
        Cow::Borrowed(inner)
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

fn text(octets: Cow<'_, [u8]>) -> String {
    String::from_utf8(octets.into_owned()).unwrap_or_else(|error| {
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
