//! What can happen to a session. Nothing else changes it.

use std::fmt;

use cyrexa_contract::Field;

use crate::{Choice, Outcome, RequestId, Snapshot, TimerId};

/// One thing that happened.
#[derive(Clone, PartialEq)]
pub enum Event {
    /// The screen opened, or asks for a fresh read.
    Load,
    /// The text of a field is now this. Ignored before the first read has shown what is edited.
    Edit {
        /// Which field.
        field: Field,
        /// The whole text, exactly as typed.
        text: String,
    },
    /// The focus left a field.
    Blur {
        /// Which field.
        field: Field,
    },
    /// Save what is typed. Where a rule refuses it, nothing is sent and the violations become visible.
    Save,
    /// Drop everything unsaved. (Asking first is the screen's part.)
    Discard,
    /// Take the last save back.
    Undo,
    /// Try again now what failed or waits; a gateway's `Retry-After` is still kept.
    Retry,
    /// The answer to an [`Effect::Send`](crate::Effect::Send).
    Reply {
        /// The request it answers.
        request: RequestId,
        /// What came of it.
        outcome: Outcome,
    },
    /// The network is back.
    Online,
    /// The network is gone.
    Offline,
    /// A timer of [`Effect::SetTimer`](crate::Effect::SetTimer) has run out.
    Timer {
        /// Which one.
        id: TimerId,
    },
    /// Another tab or another process changed this customer.
    RemoteChanged {
        /// The version it has now, if known; the one already shown is no news.
        etag: Option<String>,
    },
    /// The answers of the conflict dialog; clashes not named stay open.
    ResolveConflict(Vec<(Field, Choice)>),
    /// Work kept from before a reload. Corrupt or of another customer: ignored.
    Restore(Snapshot),
    /// The token provider gave a new token.
    TokenRefreshed,
    /// The token provider gave none: the user is signed out.
    TokenFailed,
    /// The token provider failed, or gave something that is not a token. Whether the user is signed in is
    /// unknown.
    TokenUnusable,
}

/// What was typed stays out of logs.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load => f.write_str("Load"),
            Self::Edit { field, .. } => f.debug_tuple("Edit").field(field).finish(),
            Self::Blur { field } => f.debug_tuple("Blur").field(field).finish(),
            Self::Save => f.write_str("Save"),
            Self::Discard => f.write_str("Discard"),
            Self::Undo => f.write_str("Undo"),
            Self::Retry => f.write_str("Retry"),
            Self::Reply { request, outcome } => f.debug_tuple("Reply").field(request).field(outcome).finish(),
            Self::Online => f.write_str("Online"),
            Self::Offline => f.write_str("Offline"),
            Self::Timer { id } => f.debug_tuple("Timer").field(id).finish(),
            Self::RemoteChanged { .. } => f.write_str("RemoteChanged"),
            Self::ResolveConflict(choices) => f.debug_tuple("ResolveConflict").field(choices).finish(),
            Self::Restore(_) => f.write_str("Restore"),
            Self::TokenRefreshed => f.write_str("TokenRefreshed"),
            Self::TokenFailed => f.write_str("TokenFailed"),
            Self::TokenUnusable => f.write_str("TokenUnusable"),
        }
    }
}
