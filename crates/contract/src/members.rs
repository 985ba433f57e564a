//! Reads a body once, from its first byte to its last: whether it is a JSON object, what it says of each writable field, whether a key
//! is there twice anywhere, how deep it goes.
//!
//! Ours because nothing published says all of it in one pass without copies: `serde_json` is asked by the tests whether it agrees.

use crate::keys::Keys;
use crate::literal::Literal;
use crate::{Field, Malformed};

/// Deepest nesting of objects and arrays; `serde_json`'s own limit for typed values.
const MAX_DEPTH: usize = 128;

/// What a body says of a field.
#[derive(Clone, Copy, Default)]
pub(crate) enum Member<'a> {
    /// Nothing.
    #[default]
    Absent,
    /// `null`
    Null,
    /// Neither text nor `null`.
    WrongType,
    Text(Literal<'a>),
}

/// By [`Field::index`].
pub(crate) type Members<'a> = [Member<'a>; Field::ALL.len()];

/// What the body says of each field. Of several things wrong with its form the first of these is told: not UTF-8, not JSON, not an
/// object, then what comes first in it.
pub(crate) fn read(body: &[u8]) -> Result<Members<'_>, Malformed> {
    let json = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    match Reader::of(json).document() {
        Some(read) => read,
        None if std::str::from_utf8(json).is_err() => Err(Malformed::NotUtf8),
        None => Err(Malformed::NotJson),
    }
}

struct Reader<'a> {
    json: &'a [u8],
    at: usize,
    open: Open,
    keys: Keys<'a>,
    /// The field whose value comes next.
    awaited: Option<Field>,
    members: Members<'a>,
    /// The first thing wrong that is not grammar.
    flaw: Option<Malformed>,
}

/// Functions return `None` where the grammar is broken.
impl<'a> Reader<'a> {
    fn of(json: &'a [u8]) -> Self {
        Self {
            json,
            at: 0,
            open: Open::default(),
            keys: Keys::default(),
            awaited: None,
            members: Members::default(),
            flaw: None,
        }
    }

    fn document(mut self) -> Option<Result<Members<'a>, Malformed>> {
        let first = self.next_visible()?;
        self.value(first)?;
        while self.open.depth > 0 {
            match self.next_visible()? {
                b',' if self.open.is_object() => self.member()?,
                b',' => {
                    let first = self.next_visible()?;
                    self.value(first)?;
                }
                b'}' if self.open.is_object() => self.close_object(),
                b']' if !self.open.is_object() => self.open.pop(),
                _ => return None,
            }
        }
        if self.next_visible().is_some() {
            return None;
        }
        Some(match self.flaw {
            _ if first != b'{' => Err(Malformed::NotAnObject),
            Some(flaw) => Err(flaw),
            None => Ok(self.members),
        })
    }

    /// A value that begins with `first`, which is behind us; of an object or array only its beginning, up to where a comma or its end
    /// must follow.
    fn value(&mut self, mut first: u8) -> Option<()> {
        loop {
            let member = match first {
                b'"' => Member::Text(self.literal()?),
                b'n' => self.word(b"ull").map(|()| Member::Null)?,
                b't' => self.word(b"rue").map(|()| Member::WrongType)?,
                b'f' => self.word(b"alse").map(|()| Member::WrongType)?,
                b'-' | b'0'..=b'9' => self.number(first).map(|()| Member::WrongType)?,
                b'{' | b'[' => Member::WrongType,
                _ => return None,
            };
            if let Some(field) = self.awaited.take()
                && let Some(place) = self.members.get_mut(field.index())
            {
                *place = member;
            }
            if !matches!(first, b'{' | b'[') {
                return Some(());
            }
            if self.open.depth == MAX_DEPTH {
                self.flaw.get_or_insert(Malformed::TooDeep);
            }
            self.open.push(first == b'{');
            let next = self.next_visible()?;
            first = match (first, next) {
                (b'{', b'}') => {
                    self.close_object();
                    return Some(());
                }
                (b'[', b']') => {
                    self.open.pop();
                    return Some(());
                }
                (b'{', b'"') => self.key()?,
                (b'{', _) => return None,
                (_, next) => next,
            };
        }
    }

    /// Behind a comma in an object.
    fn member(&mut self) -> Option<()> {
        if self.next_visible()? != b'"' {
            return None;
        }
        let first = self.key()?;
        self.value(first)
    }

    /// A key whose quote is behind us, its colon, and the first byte of its value.
    fn key(&mut self) -> Option<u8> {
        let key = self.literal()?;
        if self.flaw.is_none() {
            // Only the root's members are fields: a nested `name` is somebody else's.
            self.awaited = if self.open.depth == 1 {
                field_of(&key)
            } else {
                None
            };
            match self.awaited.and_then(|field| self.members.get(field.index())) {
                None => self.keys.add(self.open.depth, &key),
                Some(Member::Absent) => {}
                Some(_) => self.keys.add_twin(self.open.depth),
            }
        }
        if self.next_visible()? != b':' {
            return None;
        }
        self.next_visible()
    }

    fn close_object(&mut self) {
        if self.flaw.is_none() && self.keys.close(self.open.depth) {
            self.flaw = Some(Malformed::DuplicateKey);
        }
        self.open.pop();
    }

    fn next_visible(&mut self) -> Option<u8> {
        loop {
            let byte = *self.json.get(self.at)?;
            self.at += 1;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
        }
    }

    fn literal(&mut self) -> Option<Literal<'a>> {
        let (literal, after) = Literal::at(self.json, self.at)?;
        self.at = after;
        Some(literal)
    }

    fn word(&mut self, rest: &[u8]) -> Option<()> {
        self.json.get(self.at..)?.strip_prefix(rest)?;
        self.at += rest.len();
        Some(())
    }

    fn number(&mut self, first: u8) -> Option<()> {
        let first = if first == b'-' { self.next()? } else { first };
        match first {
            // A digit behind it is found to be neither a comma nor an end.
            b'0' => {}
            b'1'..=b'9' => self.digits(),
            _ => return None,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Some(())
    }

    fn some_digits(&mut self) -> Option<()> {
        self.next().filter(u8::is_ascii_digit)?;
        self.digits();
        Some(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }
}

fn field_of(key: &Literal<'_>) -> Option<Field> {
    let key = key.unescaped();
    Field::ALL
        .into_iter()
        .find(|field| field.key().as_bytes() == &*key)
}

/// The objects and arrays that are open, one bit each: in a word down to [`WORD`] levels, the words above it in a list.
#[derive(Default)]
struct Open {
    depth: usize,
    word: u64,
    above: Vec<u64>,
}

const WORD: usize = u64::BITS as usize;

impl Open {
    const fn is_object(&self) -> bool {
        self.word & 1 == 1
    }

    fn push(&mut self, is_object: bool) {
        if self.depth != 0 && self.depth.is_multiple_of(WORD) {
            self.above.push(self.word);
        }
        self.word = self.word << 1 | u64::from(is_object);
        self.depth += 1;
    }

    fn pop(&mut self) {
        self.depth -= 1;
        self.word >>= 1;
        if self.depth != 0 && self.depth.is_multiple_of(WORD) {
            self.word = self.above.pop().unwrap_or_default();
        }
    }
}
