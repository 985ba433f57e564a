//! The error envelope as it is written: upstream's shape, our closed list of codes, nothing of a rejected value.
//! The editor reads envelopes, of any gateway.

use serde::{Serialize, Serializer};

#[cfg(feature = "conflicts")]
use crate::Customer;
use crate::{Malformed, Violation};

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $status:literal;)*) => {
        /// What went wrong, for a program.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum ErrorCode { $($(#[$doc])* $variant,)*
            /// A code of another gateway.
            #[default]
            Unknown,
        }

        impl ErrorCode {
            /// Every code of ours.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* Self::Unknown => "UNKNOWN" }
            }

            /// The HTTP status it is answered with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* Self::Unknown => 500 }
            }

            /// The code as another party wrote it; [`ErrorCode::Unknown`] where it is not one of ours.
            #[must_use]
            pub fn from_wire(code: &str) -> Self {
                match code { $($code => Self::$variant,)* _ => Self::Unknown }
            }
        }
    };
}

error_codes! {
    /// Fields fail a rule; `details.fields` lists them.
    ValidationFailed = "VALIDATION_FAILED", 400;
    /// Not a JSON object that can be judged.
    MalformedBody = "MALFORMED_BODY", 400;
    /// A parameter of the address that cannot be read (`limit`, `cursor`, `fields`, the id).
    BadRequest = "BAD_REQUEST", 400;
    /// No token, or one that is not valid (any more).
    Unauthorized = "UNAUTHORIZED", 401;
    /// A valid token that may not do this.
    Forbidden = "FORBIDDEN", 403;
    /// No customer with that id for this caller.
    CustomerNotFound = "CUSTOMER_NOT_FOUND", 404;
    /// No such resource.
    NotFound = "NOT_FOUND", 404;
    /// A resource that does not do this method.
    MethodNotAllowed = "METHOD_NOT_ALLOWED", 405;
    /// The merchant has a customer with that e-mail address already.
    DuplicateCustomer = "DUPLICATE_CUSTOMER", 409;
    /// A request with this idempotency key is still running.
    IdempotencyConflict = "IDEMPOTENCY_CONFLICT", 409;
    /// `If-Match` names a version that is no longer current; `details.current` is the one that is.
    VersionConflict = "VERSION_CONFLICT", 412;
    /// A body over the limit, `details.limit` in bytes.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE", 413;
    /// A content type or encoding that is not judged.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", 415;
    /// The idempotency key was used with another body.
    IdempotencyMismatch = "IDEMPOTENCY_MISMATCH", 422;
    /// Too many requests; `Retry-After` says when.
    RateLimited = "RATE_LIMITED", 429;
    /// A fault of the gateway's own.
    Internal = "INTERNAL", 500;
    /// The gateway cannot do it now; `Retry-After` says when to try again.
    Unavailable = "UNAVAILABLE", 503;
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// `{"error":{"code":...,"message":...,"details":{...}}}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ErrorEnvelope {
    /// The one member.
    pub error: ErrorBody,
}

/// Code, developer's message, details.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ErrorBody {
    /// For a program.
    pub code: ErrorCode,
    /// For the developer of the client; never shown to a customer.
    pub message: String,
    /// For both.
    pub details: Details,
}

/// What the code leaves open. Only `timestamp` and `request_id` are always there.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// With `VALIDATION_FAILED`: every failing field, in contract order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Violation>,
    /// With `CUSTOMER_NOT_FOUND`: the id of the address, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// With `PAYLOAD_TOO_LARGE`: bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// With `VERSION_CONFLICT`: the customer as stored now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg(feature = "conflicts")]
    pub current: Option<Box<Customer>>,
    /// RFC 3339, UTC.
    pub timestamp: String,
    /// The `X-Request-Id` of the answer.
    pub request_id: String,
}

impl ErrorEnvelope {
    /// An error with no details but time and request.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>, timestamp: String, request_id: String) -> Self {
        let details = Details {
            timestamp,
            request_id,
            ..Details::default()
        };
        Self {
            error: ErrorBody {
                code,
                message: message.into(),
                details,
            },
        }
    }

    /// The answer to a body with failing fields.
    #[must_use]
    pub fn validation_failed(fields: Vec<Violation>, timestamp: String, request_id: String) -> Self {
        let mut envelope = Self::new(
            ErrorCode::ValidationFailed,
            crate::written::VALIDATION_FAILED_MESSAGE,
            timestamp,
            request_id,
        );
        envelope.error.details.fields = fields;
        envelope
    }

    /// The answer to a body that cannot be judged.
    #[must_use]
    pub fn malformed(malformed: Malformed, timestamp: String, request_id: String) -> Self {
        Self::new(
            ErrorCode::MalformedBody,
            malformed.message(),
            timestamp,
            request_id,
        )
    }
}
