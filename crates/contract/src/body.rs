//! From the bytes of a request to a verdict: strict about form, tolerant of what it does not know.
//!
//! Refused as malformed: what is not UTF-8, not JSON, not an object, nests deeper than [`MAX_DEPTH`], or has a key
//! twice anywhere (two readers could disagree on which one counts). A leading BOM is tolerated; read-only and unknown
//! fields are ignored.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer as _, MapAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use crate::{Change, Field, Operation, Patch, Reason, Violation};

/// Deepest nesting of objects and arrays; `serde_json`'s own limit.
const MAX_DEPTH: usize = 128;

/// Stands for an unpaired surrogate, which a Rust string cannot hold: a noncharacter, so the text rule refuses it.
const UNPAIRED_SURROGATE: char = '\u{FFFF}';

/// Why a body cannot be judged at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text is not JSON.
    NotJson,
    /// JSON, but an array (an RFC 6902 patch too), a string, a number, a boolean or `null`.
    NotAnObject,
    /// An object, here or inside, has a key twice.
    DuplicateKey,
    /// Nested deeper than 128.
    TooDeep,
}

impl Malformed {
    /// A sentence for the developer of the client; it holds nothing of the body.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotUtf8 => "The body is not UTF-8",
            Self::NotJson => "The body is not valid JSON",
            Self::NotAnObject => "The body must be a JSON object",
            Self::DuplicateKey => "The body has a key twice in one object",
            Self::TooDeep => "The body is nested deeper than 128 levels",
        }
    }
}

/// A body that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing can be said of its fields.
    Malformed(Malformed),
    /// Fields that fail, in contract order; never empty.
    Invalid(Vec<Violation>),
}

/// The verdict on a body: the patch in normal form, or why not.
///
/// # Errors
/// [`Refusal::Malformed`] where the form is wrong, [`Refusal::Invalid`] with every failing field otherwise.
pub fn judge(body: &[u8], operation: Operation) -> Result<Patch, Refusal> {
    let Parsed { patch, mistyped } = parse(body).map_err(Refusal::Malformed)?;
    let patch = patch.normalised();
    let mut violations = patch.violations(operation);
    if !mistyped.is_empty() {
        violations.retain(|violation| !mistyped.contains(&violation.field));
        violations.extend(mistyped.into_iter().map(|field| Violation {
            field,
            reason: Reason::Type,
        }));
        violations.sort_by_key(|violation| violation.field);
    }
    if violations.is_empty() {
        Ok(patch)
    } else {
        Err(Refusal::Invalid(violations))
    }
}

#[derive(Default)]
struct Parsed {
    patch: Patch,
    mistyped: Vec<Field>,
}

fn parse(body: &[u8]) -> Result<Parsed, Malformed> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text = std::str::from_utf8(body).map_err(|_| Malformed::NotUtf8)?;
    let root: &RawValue = serde_json::from_str(text).map_err(|_| Malformed::NotJson)?;
    if !root.get().starts_with('{') {
        return Err(Malformed::NotAnObject);
    }
    let mut parsed = Parsed::default();
    for (key, value) in object(root)? {
        check_inside(value, 1)?;
        let Some(field) = std::str::from_utf8(&key).ok().and_then(Field::from_key) else {
            continue;
        };
        match text_of(value) {
            Some(change) => parsed.patch.set(field, change),
            None => parsed.mistyped.push(field),
        }
    }
    Ok(parsed)
}

/// What a value says of a text field; `None` where it is neither text nor `null`.
fn text_of(value: &RawValue) -> Option<Change<String>> {
    match value.get().as_bytes().first() {
        Some(b'n') => Some(Change::Clear),
        Some(b'"') => {
            let octets = Deserializer::from_str(value.get())
                .deserialize_bytes(Octets)
                .ok()?;
            Some(Change::Set(
                String::from_utf8(octets.into_owned()).unwrap_or_else(|e| without_surrogates(e.as_bytes())),
            ))
        }
        _ => None,
    }
}

/// `serde_json` hands an unpaired surrogate over as the three octets of WTF-8; all else is UTF-8.
fn without_surrogates(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        text.push_str(chunk.valid());
        // Each of the three octets is a chunk of its own; the first is always 0xED.
        if chunk.invalid().first() == Some(&0xED) {
            text.push(UNPAIRED_SURROGATE);
        }
    }
    text
}

/// Looks for a key twice, and for too deep a nesting, in what a value contains.
fn check_inside(value: &RawValue, depth: usize) -> Result<(), Malformed> {
    let is_object = value.get().starts_with('{');
    if !is_object && !value.get().starts_with('[') {
        return Ok(());
    }
    if depth == MAX_DEPTH {
        return Err(Malformed::TooDeep);
    }
    if is_object {
        object(value)?
            .into_iter()
            .try_for_each(|(_, inner)| check_inside(inner, depth + 1))
    } else {
        let items: Vec<&RawValue> = serde_json::from_str(value.get()).map_err(|_| Malformed::NotJson)?;
        items
            .into_iter()
            .try_for_each(|inner| check_inside(inner, depth + 1))
    }
}

type Entries<'a> = Vec<(Cow<'a, [u8]>, &'a RawValue)>;

fn object(value: &RawValue) -> Result<Entries<'_>, Malformed> {
    let entries = Deserializer::from_str(value.get())
        .deserialize_map(Object)
        .map_err(|_| Malformed::NotJson)?;
    let mut seen = BTreeSet::new();
    if entries.iter().all(|(key, _)| seen.insert(key)) {
        Ok(entries)
    } else {
        Err(Malformed::DuplicateKey)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            entries.push((key, map.next_value()?));
        }
        Ok(entries)
    }
}

/// A key as octets, so that one with an unpaired surrogate is an unknown key and not a broken body.
struct Key<'de>(Cow<'de, [u8]>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Octets).map(Key)
    }
}

struct Octets;

impl<'de> Visitor<'de> for Octets {
    type Value = Cow<'de, [u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_bytes<E>(self, octets: &'de [u8]) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(octets))
    }

    fn visit_bytes<E>(self, octets: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(octets.to_vec()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text.as_bytes()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.as_bytes().to_vec()))
    }
}
