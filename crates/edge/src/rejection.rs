//! A refusal as an answer (the gateway's own, byte for byte but for time and request id) and as something to count.

use cyrexa_contract::{ErrorCode, ErrorEnvelope, FINGERPRINT, Field, Refusal};

use crate::config::Config;
use crate::request::{Request, Stamp};
use crate::timestamp::rfc3339;

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
    pub headers: Vec<(&'static str, String)>,
    /// The error envelope, UTF-8 JSON.
    pub body: Vec<u8>,
    /// The same for a counter.
    pub finding: Finding,
}

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
        let fields = match self {
            Self::Refused(Refusal::Invalid(violations)) => violations
                .iter()
                .map(|violation| (violation.field, violation.reason.code()))
                .collect(),
            _ => Vec::new(),
        };
        Finding {
            code: self.code(),
            fields,
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

    pub(crate) fn rejection(self, config: &Config, request: &Request<'_>, stamp: &Stamp<'_>) -> Rejection {
        let request_id = stamp.id_of(request);
        let finding = self.finding();
        let mut headers = vec![
            ("content-type", "application/json".to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("x-contract", FINGERPRINT.to_owned()),
            ("x-request-id", request_id.to_owned()),
        ];
        // The page in front of the customer was built with other rules: it is judged by ours, and told so.
        if request
            .text("x-contract")
            .is_some_and(|theirs| theirs.trim() != FINGERPRINT)
        {
            headers.push(("x-contract-changed", "true".to_owned()));
        }
        if matches!(self, Self::ContentEncoding) {
            // RFC 9110, 12.5.3: what would have been accepted.
            headers.push(("accept-encoding", "identity".to_owned()));
        }
        headers.extend(cross_origin(config, request));
        let envelope = self.envelope(config, rfc3339(stamp.now), request_id.to_owned());
        Rejection {
            status: finding.code.status(),
            headers,
            // Text keys and no failing field: it is always written.
            body: serde_json::to_vec(&envelope).unwrap_or_default(),
            finding,
        }
    }

    /// The words are the gateway's; the request table compares them with a real one.
    fn envelope(self, config: &Config, timestamp: String, request_id: String) -> ErrorEnvelope {
        let (code, message) = (
            self.code(),
            match &self {
                Self::ContentType => "Send application/json".to_owned(),
                Self::ContentEncoding => "Send the body without a content encoding".to_owned(),
                Self::TooLarge => format!("The body is longer than {} octets", config.limit),
                Self::Broken => "Something went wrong here; the request may be tried again".to_owned(),
                Self::Refused(_) => String::new(),
            },
        );
        match self {
            Self::Refused(Refusal::Invalid(fields)) => {
                ErrorEnvelope::validation_failed(fields, timestamp, request_id)
            }
            Self::Refused(Refusal::Malformed(form)) => ErrorEnvelope::malformed(form, timestamp, request_id),
            _ => {
                let mut envelope = ErrorEnvelope::new(code, message, timestamp, request_id);
                envelope.error.details.limit =
                    (code == ErrorCode::PayloadTooLarge).then_some(config.limit.into());
                envelope
            }
        }
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
fn cross_origin(config: &Config, request: &Request<'_>) -> Vec<(&'static str, String)> {
    let Some(origin) = request
        .text("origin")
        .filter(|_| !config.allow_origins.is_empty())
    else {
        return Vec::new();
    };
    let mut headers = vec![("vary", "origin".to_owned())];
    let is_anybody = config.allow_origins.iter().any(|allowed| allowed == "*");
    if is_anybody || config.allow_origins.iter().any(|allowed| allowed == origin) {
        let allowed = if is_anybody { "*" } else { origin };
        headers.push(("access-control-allow-origin", allowed.to_owned()));
        headers.push((
            "access-control-expose-headers",
            "x-contract, x-contract-changed, x-request-id".to_owned(),
        ));
    }
    headers
}
