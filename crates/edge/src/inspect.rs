//! The verdict: by the head alone where that is enough, else by the body.

use cyrexa_contract::{Operation, check_body, is_accepted_media_type};

use crate::config::{Config, Mode};
use crate::operation::operation;
use crate::rejection::{Cause, Finding, Rejection};
use crate::request::{Request, Stamp};

/// What is to happen to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Forward it as it came.
    Pass,
    /// Forward it as it came, and count what would have been refused (`mode: "observe"`).
    Observe(Finding),
    /// Answer this.
    Reject(Rejection),
}

/// What can be said before the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// Final: the body is none of our business.
    Decided(Verdict),
    /// Read the body, then ask [`inspect_body`] with this.
    Read(Operation),
}

/// The whole of it, for a host that has the body.
#[must_use]
pub fn inspect(config: &Config, request: &Request<'_>, body: &[u8], stamp: &Stamp<'_>) -> Verdict {
    match inspect_head(config, request, stamp) {
        Head::Decided(verdict) => verdict,
        Head::Read(operation) => inspect_body(config, request, operation, body, stamp),
    }
}

/// Type, then encoding, then announced length, as the gateway asks them.
#[must_use]
pub fn inspect_head(config: &Config, request: &Request<'_>, stamp: &Stamp<'_>) -> Head {
    let Some(operation) = operation(&config.base_path, request) else {
        return Head::Decided(Verdict::Pass);
    };
    match refused_by_head(config, request, operation) {
        Some(cause) => Head::Decided(verdict(cause, config, request, stamp)),
        None => Head::Read(operation),
    }
}

/// Whether a body passes: [`inspect_body`] for who needs the head only to word a refusal.
#[must_use]
pub fn is_body_fine(config: &Config, operation: Operation, body: &[u8]) -> bool {
    body.len() <= config.limit as usize && check_body(body, operation).is_ok()
}

/// A body that is there; longer than the limit, it may be cut off anywhere behind it.
#[must_use]
pub fn inspect_body(
    config: &Config,
    request: &Request<'_>,
    operation: Operation,
    body: &[u8],
    stamp: &Stamp<'_>,
) -> Verdict {
    let cause = if body.len() > config.limit as usize {
        Cause::TooLarge
    } else {
        match check_body(body, operation) {
            Ok(()) => return Verdict::Pass,
            Err(refusal) => Cause::Refused(refusal),
        }
    };
    verdict(cause, config, request, stamp)
}

fn refused_by_head(config: &Config, request: &Request<'_>, operation: Operation) -> Option<Cause> {
    // Two types: the server behind us might read the one that we did not.
    let mut types = request.all("content-type");
    let content_type = types
        .next()
        .filter(|value| value.is_ascii())
        .and_then(|value| std::str::from_utf8(value).ok());
    if types.next().is_some() || !is_accepted_media_type(content_type, operation) {
        return Some(Cause::ContentType);
    }
    // Several in one value, as some hosts join repeated headers.
    let mut encodings = request
        .all("content-encoding")
        .flat_map(|value| value.split(|b| *b == b','));
    if !encodings.all(|encoding| encoding.trim_ascii().eq_ignore_ascii_case(b"identity")) {
        return Some(Cause::ContentEncoding);
    }
    let announced = request.content_length();
    announced
        .is_some_and(|length| length > config.limit.into())
        .then_some(Cause::TooLarge)
}

fn verdict(cause: Cause, config: &Config, request: &Request<'_>, stamp: &Stamp<'_>) -> Verdict {
    match config.mode {
        Mode::Enforce => Verdict::Reject(cause.rejection(config, request, stamp)),
        Mode::Observe => Verdict::Observe(cause.finding()),
    }
}
