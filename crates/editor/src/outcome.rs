//! The result of a request, without HTTP: the caller maps a response to one of these.

use cyrexa_contract::{Customer, Violation};

use crate::Millis;

/// The answer to one request.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A read: 200.
    Read {
        /// As stored.
        customer: Box<Customer>,
        /// The `ETag`, exactly as sent, where the gateway has them.
        etag: Option<String>,
    },
    /// An update: 200. Acknowledged, and saved only once a record shows it.
    Saved {
        /// As stored, where the gateway says it. Where it does not show the update, reads follow until one
        /// does.
        customer: Option<Box<Customer>>,
        /// The `ETag` of it.
        etag: Option<String>,
    },
    /// A create: 200 or 201.
    Created {
        /// From the body or `Location`; none is a success without a link to the profile.
        id: Option<i64>,
        /// As stored, where the gateway says it.
        customer: Option<Box<Customer>>,
        /// The `ETag` of it.
        etag: Option<String>,
    },
    /// The request was understood and refused; sending it again would change nothing.
    Rejected(Rejection),
    /// 412: the customer has changed since `If-Match`.
    Conflict {
        /// `details.current`; without it a read follows.
        current: Option<Box<Customer>>,
        /// The `ETag` of it.
        etag: Option<String>,
    },
    /// 401, by the gateway itself.
    Unauthorised,
    /// 403, by the gateway itself.
    Forbidden,
    /// 404, by the gateway itself.
    NotFound,
    /// 429 (or 503) with `Retry-After`.
    RateLimited {
        /// As asked for by the gateway.
        retry_after: Option<Millis>,
    },
    /// No usable answer: a write may or may not have been done.
    Failed(FailureKind),
}

/// Why a gateway refused for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// `VALIDATION_FAILED`, with every violation that we know.
    Invalid(Vec<Violation>),
    /// `DUPLICATE_CUSTOMER`.
    Duplicate,
    /// `IDEMPOTENCY_CONFLICT`: the first request with this key still runs. Not for good: it is sent again.
    StillRunning,
    /// Any other 4xx.
    Other,
}

/// Why there is no usable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No connection, or it broke.
    Network,
    /// Nothing within the time-out.
    Timeout,
    /// A 5xx status.
    Server(u16),
    /// An answer that is not the gateway's, or cannot be read: HTML, truncated, not a customer, a proxy's own
    /// 4xx.
    Unreadable,
    /// A redirect, or a 401 that is not the gateway's: a login proxy's, perhaps. The token provider is asked
    /// once; the user may be signed out or not.
    MaybeSignedOut,
    /// A record with another id than was asked for, as a shared cache gives. Nothing of it is shown.
    OtherCustomer,
}
