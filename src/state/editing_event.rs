//! Events of a session for its integrator.

use std::rc::Rc;

use cyrexa_contract::Field;
use cyrexa_editor::{FailureKind, Notice, Outcome, Rejection};

use super::Editing;

/// One event. Holds nothing that was typed.
#[derive(Clone, Debug)]
pub enum EditingEvent {
    /// The user typed into a field.
    Edited(Field),
    /// The user saves; nothing is sent if the observer returns false.
    AboutToSave,
    /// A rule was violated, and nothing was sent.
    Invalid,
    /// A notice in the live region.
    Noticed(Notice),
    /// A request failed.
    Failed(Failure),
    /// No user is signed in.
    AuthRequired,
}

/// How a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No usable response.
    NoAnswer(FailureKind),
    /// 429.
    RateLimited,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// The merchant has a customer with that e-mail address.
    Duplicate,
    /// Any other 4xx.
    Refused,
    /// The integrator's token provider or gateway address cannot be used.
    Configuration,
}

/// Called with every event. Its result counts for [`EditingEvent::AboutToSave`] only.
pub type Observer = Rc<dyn Fn(Editing, EditingEvent) -> bool>;

impl Failure {
    pub(super) const fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Failed(kind) => Some(Self::NoAnswer(*kind)),
            Outcome::RateLimited { .. } => Some(Self::RateLimited),
            Outcome::Forbidden => Some(Self::Forbidden),
            Outcome::NotFound => Some(Self::NotFound),
            Outcome::Rejected(Rejection::Duplicate) => Some(Self::Duplicate),
            Outcome::Rejected(Rejection::Other) => Some(Self::Refused),
            _ => None,
        }
    }
}
