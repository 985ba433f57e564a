//! A body as serde_json reads it, once from its first byte to its last: whether it is a JSON object, what
//! it says of each writable field, whether a key stands twice in one object, how deep it goes.
//!
//! serde_json refuses an unpaired surrogate and a number out of range where it is asked for any value, and
//! a body may hold both. So keys and scalars are taken as [`RawValue`], and objects and arrays as such: the
//! first byte of a value says which. Taking every value raw would read a body again at each level.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use crate::body::Member;
use crate::field::Body;
use crate::{Field, Malformed};

/// Deepest nesting of objects and arrays. serde_json's own limit is one less.
const MAX_DEPTH: usize = 128;

/// Stands for an unpaired surrogate, which a Rust string cannot hold: a noncharacter, so the text rule
/// refuses it.
const UNPAIRED_SURROGATE: char = '\u{FFFF}';

/// What the body says of each field. Of several things wrong with its form the first of these is told: not
/// UTF-8, not JSON, not an object, then what comes first in it.
pub(crate) fn read(body: &[u8]) -> Result<Body<'_>, Malformed> {
    let json = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let json = std::str::from_utf8(json).map_err(|_| Malformed::NotUtf8)?;
    let mut reader = Reader::of(json);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Value(&mut reader)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|_| Malformed::NotJson)?;
    match reader.flaw {
        Some(flaw) => Err(flaw),
        None => Ok(reader.body),
    }
}

struct Reader<'a> {
    /// What follows the last byte that serde_json was seen to take.
    rest: &'a [u8],
    depth: usize,
    /// The unknown keys of every open object, the innermost object's last.
    keys: Vec<Cow<'a, [u8]>>,
    /// The field whose value comes next.
    awaited: Option<Field>,
    body: Body<'a>,
    /// The first thing wrong that is not grammar. From there on only the grammar is looked at.
    flaw: Option<Malformed>,
}

impl<'a> Reader<'a> {
    fn of(json: &'a str) -> Self {
        Self {
            rest: json.as_bytes(),
            depth: 0,
            keys: Vec::new(),
            awaited: None,
            body: Body::default(),
            flaw: None,
        }
    }

    /// The first byte of the next key or value. What stands before it is left to serde_json's judgement.
    fn peek(&mut self) -> Option<u8> {
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'}' | b']');
        while let Some((byte, rest)) = self.rest.split_first() {
            if !is_between(byte) {
                return Some(*byte);
            }
            self.rest = rest;
        }
        None
    }

    /// serde_json has taken so many bytes from the next key or value on.
    fn advance(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    fn key<E: Error>(&mut self, raw: &'a RawValue) -> Result<Cow<'a, [u8]>, E> {
        self.peek();
        self.advance(raw.get().len());
        unescaped(raw).map_err(E::custom)
    }

    fn scalar<E: Error>(&mut self, raw: &'a RawValue) -> Result<(), E> {
        self.advance(raw.get().len());
        if let Some(field) = self.awaited.take() {
            let member = match raw.get().as_bytes() {
                [b'"', ..] => Member::Text(text(unescaped(raw).map_err(E::custom)?)),
                b"null" => Member::Null,
                _ => Member::WrongType,
            };
            *self.body.get_mut(field) = member;
        }
        Ok(())
    }

    /// An object or an array, whose first byte is given.
    fn open<D: Deserializer<'a>>(&mut self, first: Option<u8>, deserializer: D) -> Result<(), D::Error> {
        self.advance(1);
        self.depth += 1;
        if first == Some(b'{') {
            deserializer.deserialize_map(&mut *self)?;
        } else {
            deserializer.deserialize_seq(&mut *self)?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Whether a known member stands there for the second time; an unknown key is kept until its object is
    /// closed.
    fn is_second(&mut self, key: Cow<'a, [u8]>) -> bool {
        // Only the root's members are fields: a nested `name` is somebody else's.
        self.awaited = Field::ALL
            .into_iter()
            .find(|field| self.depth == 1 && field.key().as_bytes() == &*key);
        match self.awaited.map(|field| self.body.get(field)) {
            Some(member) => !matches!(member, Member::Absent),
            None => {
                self.keys.push(key);
                false
            }
        }
    }

    /// Whether two of the unknown keys from `first` on are the same; they are forgotten.
    fn has_twins(&mut self, first: usize) -> bool {
        let own = self.keys.get_mut(first..).unwrap_or_default();
        own.sort_unstable();
        let has_twins = own
            .windows(2)
            .any(|pair| matches!(pair, [one, next] if one == next));
        self.keys.truncate(first);
        has_twins
    }
}

/// The next value, whatever it is.
struct Value<'r, 'a>(&'r mut Reader<'a>);

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let reader = self.0;
        let ignore = |deserializer: D| IgnoredAny::deserialize(deserializer).map(|_| ());
        if reader.flaw.is_some() {
            return ignore(deserializer);
        }
        let first = reader.peek();
        if reader.depth == 0 && first != Some(b'{') {
            reader.flaw = Some(Malformed::NotAnObject);
            return ignore(deserializer);
        }
        if !matches!(first, Some(b'{' | b'[')) {
            return reader.scalar(<&RawValue>::deserialize(deserializer)?);
        }
        if let Some(field) = reader.awaited.take() {
            *reader.body.get_mut(field) = Member::WrongType;
        }
        if reader.depth == MAX_DEPTH {
            reader.flaw = Some(Malformed::TooDeep);
            return ignore(deserializer);
        }
        if reader.depth + 1 < MAX_DEPTH {
            return reader.open(first, deserializer);
        }
        // The last level is one too many for serde_json in one go: it begins anew there.
        let raw = <&RawValue>::deserialize(deserializer)?;
        let mut deserializer = serde_json::Deserializer::from_str(raw.get());
        reader.open(first, &mut deserializer).map_err(D::Error::custom)
    }
}

/// The members of an object, the items of an array.
impl<'de> Visitor<'de> for &mut Reader<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let first = self.keys.len();
        let mut has_twins = false;
        while let Some(raw) = members.next_key::<&RawValue>()? {
            if self.flaw.is_none() {
                let key = self.key(raw)?;
                has_twins |= self.is_second(key);
            }
            members.next_value_seed(Value(self))?;
        }
        if self.flaw.is_none() && (self.has_twins(first) || has_twins) {
            self.flaw = Some(Malformed::DuplicateKey);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Value(self))?.is_some() {}
        Ok(())
    }
}

/// The bytes that a string stands for: UTF-8, but for three bytes of WTF-8 where a surrogate is unpaired.
fn unescaped(raw: &RawValue) -> Result<Cow<'_, [u8]>, serde_json::Error> {
    let json = raw.get();
    match json.as_bytes() {
        [b'"', plain @ .., b'"'] if !plain.contains(&b'\\') => Ok(Cow::Borrowed(plain)),
        _ => serde_json::from_str(json).map(|Bytes(bytes)| Cow::Owned(bytes)),
    }
}

struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Copied;

        impl Visitor<'_> for Copied {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }

        deserializer.deserialize_bytes(Copied)
    }
}

fn text(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        // It was UTF-8 as a whole, and no escape stands in it.
        Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default()),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|error| {
            let mut text = String::with_capacity(error.as_bytes().len());
            for chunk in error.as_bytes().utf8_chunks() {
                text.push_str(chunk.valid());
                // Each of the three bytes is a chunk of its own; the first is always 0xED.
                if chunk.invalid().first() == Some(&0xED) {
                    text.push(UNPAIRED_SURROGATE);
                }
            }
            text
        })),
    }
}
