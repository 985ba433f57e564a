//! What an integrator may want to hear of, as it happens.

use std::rc::Rc;

use cyrexa_contract::Field;
use cyrexa_editor::{FailureKind, Notice, Outcome, Rejection};

use super::Editing;

/// One thing that happened. Holds nothing that was typed.
#[derive(Clone, Debug)]
pub enum EditingEvent {
    /// A person typed into a field.
    Edited(Field),
    /// A person asked to save; nothing is sent if the answer is no.
    AboutToSave,
    /// An attempt to go on was refused by a rule, before anything was to be sent.
    Invalid,
    /// What is said in the live region.
    Noticed(Notice),
    /// A request came to no good end.
    Failed(Failure),
    /// No user is signed in.
    AuthRequired,
}

/// How a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No usable answer.
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

/// Called with everything as it happens. Its answer counts for [`EditingEvent::AboutToSave`] only.
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
