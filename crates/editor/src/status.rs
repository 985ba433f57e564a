//! The status of a session, for a status line. Derived, never stored.

use crate::{FailureKind, Millis};

/// The status of a session; where several apply, the one that a person must know first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStatus {
    /// The first read is on its way.
    Loading,
    /// At rest, or being typed in.
    Ready,
    /// A save is on its way, or waits for its turn.
    Saving,
    /// The last save is confirmed and nothing was typed since.
    Saved,
    /// A save failed for good; the fields say which and why.
    NotSaved(Why),
    /// A save failed and is tried again.
    WaitingToRetry {
        /// When, by the clock of the events.
        at: Millis,
        /// Whether a person may have it sooner: not before the gateway's `Retry-After`.
        can_retry_now: bool,
    },
    /// No network. What is to be saved waits.
    Offline,
    /// The user is signed out. What is to be saved waits.
    AuthRequired,
    /// No usable token could be had; whether somebody is signed in is not known. What is to be saved waits.
    NoToken,
    /// The gateway has no such customer (any more).
    NotFound,
    /// This customer may not be read by this caller.
    Forbidden,
    /// The first read failed; `Retry` tries again.
    Failed(FailureKind),
    /// Both sides changed the same field: see [`Session::conflict`](crate::Session::conflict).
    Conflict,
}

/// Why something is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No network; it is sent when there is one.
    Offline,
    /// The user is signed out; it is sent after the next sign-in.
    AuthRequired,
    /// No usable token could be had; it is sent when there is one.
    NoToken,
    /// The same field was changed by somebody else; it waits for the dialog.
    Conflict,
    /// The gateway refused a field of the save; each violation is shown at its field.
    Invalid,
    /// The merchant has a customer with that e-mail address already.
    Duplicate,
    /// This caller may not write this customer.
    Forbidden,
    /// There is no such customer (any more).
    NotFound,
    /// The gateway refused the request without saying more.
    Refused,
    /// Typed after a create that returned no id: there is no address to send it to.
    Unlinked,
    /// The gateway acknowledged it, and shows something else: it does not keep this field, keeps another form
    /// of the text, or somebody was faster.
    NotKept,
}

/// What leaving the screen would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// Nothing.
    Free,
    /// A save is on its way: wait for it, then ask again.
    Wait,
    /// Unsaved work would be lost: ask.
    Ask,
}
