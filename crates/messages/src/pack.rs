//! A language as a file of its own. A pack is a list of texts joined by U+001F: the fingerprint of the
//! English that it was translated from, the language's tag, then every text in the order of the catalogue. A page
//! built from other English refuses it.

use super::catalogue::Texts;
use super::template::cut;
use super::{EN, Locale, Messages};

/// ASCII's unit separator, which no text contains.
const SEPARATOR: u8 = 0x1f;

/// Where the pack of a language is, below the page's folder of packs: a page never gets a pack that
/// a cache kept for an older page.
#[must_use]
pub fn address(locale: Locale) -> String {
    [locale.tag(), ".txt?", &fingerprint()].concat()
}

/// The pack of a language.
#[must_use]
pub fn pack(messages: &Messages) -> String {
    let mut out = [&*fingerprint(), separator(), messages.locale.tag()].concat();
    let mut copy = *messages;
    copy.visit(&mut |text| out.extend([separator(), text]));
    out
}

/// The language in a pack; `None` where the text is no pack, or one for another page. It is
/// leaked: a page loads few.
#[must_use]
pub fn unpack(pack: String) -> Option<Messages> {
    let (made_for, rest) = cut(&pack, SEPARATOR)?;
    let (tag, rest) = cut(rest, SEPARATOR)?;
    if made_for != fingerprint() {
        return None;
    }
    let locale = Locale::from_tag(tag)?;
    let start = pack.len() - rest.len();
    let pack: &'static str = Box::leak(pack.into_boxed_str());
    let mut rest = pack.get(start..);
    let mut next = || {
        let (text, after) = cut(rest?, SEPARATOR).map_or((rest?, None), |(text, after)| (text, Some(after)));
        rest = after;
        Some(text)
    };
    // Copied whole: field by field, as `..EN` would, is a kilobyte of code.
    let mut messages = EN;
    messages.locale = locale;
    let mut is_whole = true;
    messages.visit(&mut |slot| match next() {
        Some(text) => *slot = text,
        None => is_whole = false,
    });
    (is_whole && next().is_none()).then_some(messages)
}

fn separator() -> &'static str {
    "\u{1f}"
}

/// FNV-1a (32 bit) over every English text with its end: another message, another order or another wording is
/// another fingerprint. Eight lower-case hexadecimal digits.
fn fingerprint() -> String {
    let mut hash: u32 = 0x811c_9dc5;
    let mut english = EN;
    english.visit(&mut |text| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    });
    let digits = (0..8).rev().map(|place| hash >> (4 * place) & 0xf);
    digits.filter_map(|digit| char::from_digit(digit, 16)).collect()
}
