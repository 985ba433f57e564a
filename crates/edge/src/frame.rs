//! The raw ABI's octets: a request in, an answer out, little-endian, no pointers inside. Any octets may come in.
//!
//! ```text
//! request   u8 version (2)  u8 flags (1 head only, 2 observe)  u16 0  u32 limit  u64 milliseconds since 1970
//!           text base path  text method  text path  text request id  text origins (comma-separated)
//!           u32 headers  (text name  text value)*  body: the rest
//! answer    u32 length of all of it  u16 action (1 reject, 2 observe)  u16 status
//!           text code  u32 fields  (text field  text code)*
//!           u32 headers  (text name  text value)*  body: the rest
//! text      u32 length, octets
//! ```

use std::borrow::Cow;

use crate::config::{Config, FailMode, MAX_LIMIT, Mode};
use crate::inspect::{Head, Verdict, inspect, inspect_head};
use crate::rejection::Finding;
use crate::request::{Request, Stamp};

/// First octet of every request; another one is [`Reply::Unreadable`].
pub const VERSION: u8 = 2;

/// The body is not there yet: judge the head.
pub const HEAD_ONLY: u8 = 1;

/// `mode: "observe"`.
pub const OBSERVE: u8 = 2;

/// More headers than any server takes.
const MOST_HEADERS: u32 = 1024;

/// What the ABI answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Not a frame of this version.
    Unreadable,
    /// Forward it.
    Pass,
    /// Read the body and ask again with it.
    Read,
    /// An answer frame: a rejection, or what was observed.
    Answer(Vec<u8>),
}

/// Judges a request frame.
#[must_use]
pub fn answer(frame: &[u8]) -> Reply {
    read(frame).unwrap_or(Reply::Unreadable)
}

fn read(frame: &[u8]) -> Option<Reply> {
    let mut rest = Reader(frame);
    let [version, flags, _, _] = rest.array()?;
    if version != VERSION {
        return None;
    }
    let limit = u32::from_le_bytes(rest.array()?).clamp(1, MAX_LIMIT);
    let now = u64::from_le_bytes(rest.array()?);
    let base_path = rest.text()?;
    let (method, path, request_id, origins) = (rest.text()?, rest.text()?, rest.text()?, rest.text()?);
    let mut headers: Vec<(Cow<'_, str>, &[u8])> = Vec::new();
    let count = u32::from_le_bytes(rest.array()?);
    if count > MOST_HEADERS {
        return None;
    }
    for _ in 0..count {
        headers.push((rest.text()?, rest.octets()?));
    }
    let config = Config {
        base_path: base_path.into_owned(),
        limit,
        mode: if flags & OBSERVE == 0 {
            Mode::Enforce
        } else {
            Mode::Observe
        },
        fail: FailMode::Closed,
        hold: false,
        allow_origins: origins
            .split(',')
            .filter(|origin| !origin.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let headers: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (&**name, *value)).collect();
    let request = Request {
        method: &method,
        path: &path,
        headers: &headers,
    };
    let stamp = Stamp::at(now, &request_id);
    let verdict = if flags & HEAD_ONLY == 0 {
        inspect(&config, &request, rest.0, &stamp)
    } else {
        match inspect_head(&config, &request, &stamp) {
            Head::Read(_) => return Some(Reply::Read),
            Head::Decided(verdict) => verdict,
        }
    };
    Some(match verdict {
        Verdict::Pass => Reply::Pass,
        Verdict::Observe(finding) => Reply::Answer(written(2, 0, &finding, &[], &[])),
        Verdict::Reject(rejection) => {
            let headers = &rejection.headers;
            Reply::Answer(written(
                1,
                rejection.status,
                &rejection.finding,
                headers,
                &rejection.body,
            ))
        }
    })
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn octets(&mut self) -> Option<&'a [u8]> {
        let length = u32::from_le_bytes(self.array()?);
        let (octets, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(octets)
    }

    /// What is not UTF-8 is replaced: it can equal no name or path of ours then.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        self.octets().map(String::from_utf8_lossy)
    }
}

fn written(action: u16, status: u16, finding: &Finding, headers: &[(&str, String)], body: &[u8]) -> Vec<u8> {
    let mut frame = vec![0; 4];
    frame.extend(action.to_le_bytes());
    frame.extend(status.to_le_bytes());
    push(&mut frame, finding.code.as_str());
    push_count(&mut frame, finding.fields.len());
    for (field, code) in &finding.fields {
        push(&mut frame, field.key());
        push(&mut frame, code);
    }
    push_count(&mut frame, headers.len());
    for (name, value) in headers {
        push(&mut frame, name);
        push(&mut frame, value);
    }
    frame.extend(body);
    let length = u32::try_from(frame.len()).unwrap_or(u32::MAX).to_le_bytes();
    if let Some(first) = frame.first_chunk_mut() {
        *first = length;
    }
    frame
}

fn push(frame: &mut Vec<u8>, text: &str) {
    push_count(frame, text.len());
    frame.extend(text.as_bytes());
}

fn push_count(frame: &mut Vec<u8>, count: usize) {
    frame.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}
