//! A refusal as an answer (the gateway's own, byte for byte but for time and request id) and as something to count.

use std::borrow::Cow;

use cyrexa_contract::{
    ErrorCode, FINGERPRINT, Field, Refusal, VALIDATION_FAILED_MESSAGE, Violation, Written,
};

use crate::config::Config;
use crate::request::{Request, Stamp};
use crate::timestamp::Rfc3339;

/// What is wrong, by codes alone: never a value, so it may be logged and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The envelope's code.
    pub code: ErrorCode,
    /// With `VALIDATION_FAILED`: every failing field with its code, in contract order.
    pub fields: Vec<(Field, &'static str)>,
}

/// An answer instead of the gateway's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// HTTP status.
    pub status: u16,
    /// Lower-case names. No `content-length`: the host writes it.
    pub headers: Vec<Header>,
    /// The error envelope, UTF-8 JSON.
    pub body: Vec<u8>,
    /// The same for a counter.
    pub finding: Finding,
}

/// Lower-case name, value.
pub type Header = (&'static str, Cow<'static, str>);

const fn fixed(name: &'static str, value: &'static str) -> Header {
    (name, Cow::Borrowed(value))
}

const TYPE: Header = fixed("content-type", "application/json");
const NO_STORE: Header = fixed("cache-control", "no-store");
const CONTRACT: Header = fixed("x-contract", FINGERPRINT);
const CHANGED: Header = fixed("x-contract-changed", "true");
/// RFC 9110, 12.5.3: what would have been accepted.
const ENCODING: Header = fixed("accept-encoding", "identity");
const VARY: Header = fixed("vary", "origin");
const EXPOSE: Header = fixed(
    "access-control-expose-headers",
    "x-contract, x-contract-changed, x-request-id",
);

/// The headers that say the same each time: the ABI writes their places in this list.
pub(crate) const FIXED: [Header; 7] = [TYPE, NO_STORE, CONTRACT, CHANGED, ENCODING, VARY, EXPOSE];

/// Why, before it is worded.
#[derive(Clone, Debug)]
pub(crate) enum Cause {
    Refused(Refusal),
    ContentType,
    ContentEncoding,
    TooLarge,
    Broken,
}

impl Cause {
    pub(crate) fn finding(&self) -> Finding {
        let fields = self.violations().iter();
        Finding {
            code: self.code(),
            fields: fields
                .map(|violation| (violation.field, violation.reason.code()))
                .collect(),
        }
    }

    const fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(Refusal::Invalid(_)) => ErrorCode::ValidationFailed,
            Self::Refused(Refusal::Malformed(_)) => ErrorCode::MalformedBody,
            Self::ContentType | Self::ContentEncoding => ErrorCode::UnsupportedMediaType,
            Self::TooLarge => ErrorCode::PayloadTooLarge,
            Self::Broken => ErrorCode::Internal,
        }
    }

    pub(crate) fn rejection(&self, config: &Config, request: &Request<'_>, stamp: &Stamp<'_>) -> Rejection {
        let request_id = stamp.id_of(request);
        let finding = self.finding();
        let mut headers = Vec::with_capacity(FIXED.len() + 2);
        headers.extend([TYPE, NO_STORE, CONTRACT]);
        headers.push(("x-request-id", Cow::Owned(request_id.to_owned())));
        // The page in front of the customer was built with other rules: it is judged by ours, and told so.
        if request
            .text("x-contract")
            .is_some_and(|theirs| theirs.trim() != FINGERPRINT)
        {
            headers.push(CHANGED);
        }
        if matches!(self, Self::ContentEncoding) {
            headers.push(ENCODING);
        }
        push_cross_origin(&mut headers, config, request);
        let message = self.message(config);
        let timestamp = Rfc3339::of(stamp.now);
        let body = Written {
            code: finding.code,
            message: &message,
            fields: self.violations(),
            limit: matches!(self, Self::TooLarge).then_some(config.limit.into()),
            timestamp: timestamp.as_str(),
            request_id,
        };
        Rejection {
            status: finding.code.status(),
            headers,
            body: body.bytes(),
            finding,
        }
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Refused(Refusal::Invalid(violations)) => violations,
            _ => &[],
        }
    }

    /// The words are the gateway's; the request table compares them with a real one.
    fn message(&self, config: &Config) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Refused(Refusal::Invalid(_)) => VALIDATION_FAILED_MESSAGE,
            Self::Refused(Refusal::Malformed(form)) => form.message(),
            Self::ContentType => "Send application/json",
            Self::ContentEncoding => "Send the body without a content encoding",
            Self::TooLarge => return Cow::Owned(format!("The body is longer than {} bytes", config.limit)),
            Self::Broken => "Something went wrong here; the request may be tried again",
        })
    }
}

impl Rejection {
    /// The answer of a closed filter that cannot judge.
    #[must_use]
    pub fn broken(config: &Config, request: &Request<'_>, stamp: &Stamp<'_>) -> Self {
        Cause::Broken.rejection(config, request, stamp)
    }
}

/// A page of another origin can read the refusal only with these.
fn push_cross_origin(headers: &mut Vec<Header>, config: &Config, request: &Request<'_>) {
    if config.allow_origins.is_empty() {
        return;
    }
    let Some(origin) = request.text("origin") else {
        return;
    };
    headers.push(VARY);
    let is_anybody = config.allow_origins.iter().any(|allowed| allowed == "*");
    if is_anybody || config.allow_origins.iter().any(|allowed| allowed == origin) {
        let allowed = if is_anybody { "*" } else { origin };
        headers.push(("access-control-allow-origin", Cow::Owned(allowed.to_owned())));
        headers.push(EXPOSE);
    }
}
