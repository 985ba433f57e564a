//! What a session asks its caller to do. The caller does each, in order, and answers with events.

use cyrexa_contract::Patch;

use crate::{Millis, Notice, Snapshot};

/// Names one request, within one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u32);

/// Names one timer, within one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerId(pub u32);

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a request and answer with [`Event::Reply`](crate::Event::Reply).
    Send {
        /// To be named in the reply.
        request: RequestId,
        /// What to ask of the gateway.
        operation: Operation,
        /// After this long without an answer, abort it and reply `Failed(Timeout)`.
        timeout: Millis,
    },
    /// The answer to this request is no longer needed: abort it, without a reply.
    Abort {
        /// Which one.
        request: RequestId,
    },
    /// Send [`Event::Timer`](crate::Event::Timer) after a while.
    SetTimer {
        /// To be named in the event.
        id: TimerId,
        /// How long.
        after: Millis,
    },
    /// That timer is not needed any more.
    CancelTimer {
        /// Which one.
        id: TimerId,
    },
    /// Ask the token provider for a new token (reason: the last one was refused).
    RefreshToken,
    /// The user is signed out: the session waits for a `TokenRefreshed`.
    AuthRequired,
    /// Keep this for after a reload, instead of what was kept before.
    Persist(Snapshot),
    /// Nothing is left to keep.
    Forget,
    /// Say it in the live region.
    Announce(Notice),
    /// The new customer is saved and nothing unsaved is left: go to its profile.
    NavigateTo {
        /// The new customer.
        id: i64,
    },
    /// Tell other tabs that this customer changed.
    Broadcast {
        /// The version it has now, if known.
        etag: Option<String>,
    },
}

/// What is asked of the gateway. At most one is in flight in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `GET /customers/{id}`.
    Read {
        /// The customer.
        id: i64,
    },
    /// `POST /customers`.
    Create {
        /// Valid for a create, in normal form.
        patch: Patch,
        /// The same for as long as it is the same attempt: through retries, reloads and doubled clicks.
        idempotency_key: String,
    },
    /// `PUT /customers/{id}`.
    Update {
        /// The customer.
        id: i64,
        /// Valid for an update, in normal form, as small as can be; never empty.
        patch: Patch,
        /// For the header of that name; none where the gateway has no `ETag`.
        if_match: Option<String>,
    },
}
