//! The frames of the raw ABI: a request in, an answer out, little-endian, without pointers. Any bytes may
//! come in.
//!
//! ```text
//! request   u8 version (3)  u8 flags (1 head only)  u16 0  text settings
//!           text request id  u64 milliseconds since 1970  text method  text path
//!           u32 headers  (text name  text value)*  body: the rest
//! settings  u32 limit  u8 mode (0 enforce, 1 observe)  text base path  origins, comma-separated: the rest
//! answer    u32 length of all of it  u8 action (1 reject, 2 observe)  u8 code  u16 status
//!           u8 fields  (u8 field  u8 reason)*  u8 headers  header*  body: the rest
//! header    u8 which: of the vocabulary, or 254: the request id as the frame has it, or 255: text name  text value
//! text      u32 length, bytes
//! ```
//! Codes, fields, reasons and headers are places in the lists of [`vocabulary`].

use std::borrow::Cow;

use cyrexa_contract::{ErrorCode, Field, Operation, Reason, Refusal, check_body};

use crate::config::{Config, FailMode, MAX_LIMIT, Mode};
use crate::inspect::{Head, Verdict, inspect, inspect_head};
use crate::rejection::{FIXED, Finding, Header};
use crate::request::{Request, Stamp};

/// First byte of every request; another one is [`Reply::Unreadable`].
pub const VERSION: u8 = 3;

/// The body is not there yet: judge the head.
pub const HEAD_ONLY: u8 = 1;

/// In the settings, `mode: "observe"`.
pub const OBSERVE: u8 = 1;

/// Of [`check`]: nothing can be said of the fields.
pub const MALFORMED: u32 = 1 << 31;

/// A header of an answer that is not in the vocabulary: what the frame gave as request id.
pub const GIVEN_REQUEST_ID: u8 = 254;

/// A header of an answer that is spelt out.
pub const SPELT_OUT: u8 = 255;

/// More headers than any server takes.
const MOST_HEADERS: usize = 1024;

/// As many headers as the rules look at, and so as many as our hosts send: these need no allocation.
const FEW_HEADERS: usize = 12;

/// What the ABI answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply<'a> {
    /// Not a frame of this version.
    Unreadable,
    /// Forward it.
    Pass,
    /// Read the body, then ask [`check`] with this; for an answer to what it refuses ask again with head and
    /// body.
    Read(Operation),
    /// An answer frame: a rejection, or what was observed.
    Answer(&'a [u8]),
}

/// Judges frame after frame. Keeps the settings of the last one, which seldom change, and the memory of the
/// last answer.
#[derive(Debug, Default)]
pub struct FrameHandler {
    settings: Vec<u8>,
    config: Option<Config>,
    answer: Vec<u8>,
}

impl FrameHandler {
    /// A handler before its first frame.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            settings: Vec::new(),
            config: None,
            answer: Vec::new(),
        }
    }

    /// Judges a request frame.
    pub fn reply(&mut self, frame: &[u8]) -> Reply<'_> {
        self.read(frame).unwrap_or(Reply::Unreadable)
    }

    fn read(&mut self, frame: &[u8]) -> Option<Reply<'_>> {
        let mut rest = Reader(frame);
        let [version, flags, _, _] = rest.array()?;
        if version != VERSION {
            return None;
        }
        let settings = rest.bytes()?;
        if self.config.is_none() || self.settings != settings {
            self.config = Some(config(settings)?);
            settings.clone_into(&mut self.settings);
        }
        let config = self.config.as_ref()?;
        let request_id = rest.text()?;
        let now = u64::from_le_bytes(rest.array()?);
        let (method, path) = (rest.text()?, rest.text()?);
        let count = rest.count()?;
        if count > MOST_HEADERS {
            return None;
        }
        let mut few = [("", &[][..]); FEW_HEADERS];
        let mut many = Vec::new();
        let headers = match few.get_mut(..count) {
            Some(headers) => headers,
            None => {
                many.resize(count, ("", &[][..]));
                &mut many
            }
        };
        for header in &mut *headers {
            // A name that is not UTF-8 is none that the rules know.
            let name = std::str::from_utf8(rest.bytes()?).unwrap_or_default();
            *header = (name, rest.bytes()?);
        }
        let request = Request {
            method: &method,
            path: &path,
            headers,
        };
        let stamp = Stamp::at(now, &request_id);
        let verdict = if flags & HEAD_ONLY == 0 {
            inspect(config, &request, rest.0, &stamp)
        } else {
            match inspect_head(config, &request, &stamp) {
                Head::Read(operation) => return Some(Reply::Read(operation)),
                Head::Decided(verdict) => verdict,
            }
        };
        let answer = &mut self.answer;
        match verdict {
            Verdict::Pass => return Some(Reply::Pass),
            Verdict::Observe(finding) => write(answer, 2, 0, &finding, &[], &request_id, &[]),
            Verdict::Reject(of) => write(
                answer,
                1,
                of.status,
                &of.finding,
                &of.headers,
                &request_id,
                &of.body,
            ),
        }
        Some(Reply::Answer(&self.answer))
    }
}

fn config(settings: &[u8]) -> Option<Config> {
    let mut rest = Reader(settings);
    let limit = u32::from_le_bytes(rest.array()?).clamp(1, MAX_LIMIT);
    let [mode] = rest.array()?;
    let base_path = rest.text()?;
    let origins = String::from_utf8_lossy(rest.0);
    Some(Config {
        base_path: base_path.into_owned(),
        limit,
        mode: if mode == OBSERVE {
            Mode::Observe
        } else {
            Mode::Enforce
        },
        fail: FailMode::Closed,
        hold: false,
        allow_origins: origins
            .split(',')
            .filter(|origin| !origin.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array()?)).ok()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// Invalid UTF-8 is replaced: the text then equals no known name or path.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        let bytes = self.bytes()?;
        Some(std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed))
    }
}

fn write(
    frame: &mut Vec<u8>,
    action: u8,
    status: u16,
    finding: &Finding,
    headers: &[Header],
    request_id: &str,
    body: &[u8],
) {
    frame.clear();
    frame.extend_from_slice(&[0, 0, 0, 0, action, place(ErrorCode::ALL, &finding.code)]);
    frame.extend_from_slice(&status.to_le_bytes());
    frame.push(byte(finding.fields.len()));
    for (field, reason) in &finding.fields {
        frame.extend_from_slice(&[byte(field.index()), place(&Reason::CODES, reason)]);
    }
    frame.push(byte(headers.len()));
    for header @ (name, value) in headers {
        match FIXED.iter().position(|fixed| fixed == header) {
            Some(which) => frame.push(byte(which)),
            None if *name == "x-request-id" && value == request_id => frame.push(GIVEN_REQUEST_ID),
            None => {
                frame.push(SPELT_OUT);
                push(frame, name);
                push(frame, value);
            }
        }
    }
    frame.extend_from_slice(body);
    let length = u32::try_from(frame.len()).unwrap_or(u32::MAX).to_le_bytes();
    if let Some(first) = frame.first_chunk_mut() {
        *first = length;
    }
}

fn place<T: PartialEq>(list: &[T], one: &T) -> u8 {
    byte(list.iter().position(|other| other == one).unwrap_or(usize::MAX))
}

fn byte(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn push(frame: &mut Vec<u8>, text: &str) {
    frame.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    frame.extend_from_slice(text.as_bytes());
}

/// A body alone, of a request whose head said [`Reply::Read`]. 0: it is fine. Else each field has four bits,
/// the first the lowest: 0, or the place of its reason in the vocabulary and 1; or none of them is set, but
/// [`MALFORMED`] is.
#[must_use]
pub fn check(body: &[u8], operation: Operation) -> u32 {
    match check_body(body, operation) {
        Ok(()) => 0,
        Err(Refusal::Malformed(_)) => MALFORMED,
        Err(Refusal::Invalid(violations)) => violations.iter().fold(0, |bits, violation| {
            let reason = u32::from(place(&Reason::CODES, &violation.reason.code())) + 1;
            bits | reason << (4 * violation.field.index())
        }),
    }
}

/// The strings behind the numbers in answer frames, as JSON:
/// `{"codes":[],"fields":[],"reasons":[],"headers":[[name,value]]}`.
#[must_use]
pub fn vocabulary() -> Vec<u8> {
    let headers: Vec<String> = FIXED
        .iter()
        .map(|(name, value)| format!(r#"["{name}","{value}"]"#))
        .collect();
    let words = |words: &mut dyn Iterator<Item = &'static str>| {
        words
            .map(|word| format!(r#""{word}""#))
            .collect::<Vec<_>>()
            .join(",")
    };
    format!(
        r#"{{"codes":[{}],"fields":[{}],"reasons":[{}],"headers":[{}]}}"#,
        words(&mut ErrorCode::ALL.iter().map(|code| code.as_str())),
        words(&mut Field::ALL.iter().map(|field| field.key())),
        words(&mut Reason::CODES.into_iter()),
        headers.join(",")
    )
    .into_bytes()
}
