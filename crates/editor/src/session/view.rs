//! The read side. Everything is derived from the facts at the moment it is asked for.

use cyrexa_contract::{Customer, Field, Violation, check_text, normal_text};

use super::{Auth, ReadFailure, Session};
use crate::queue::{InFlight, RequestKind};
use crate::{Clash, Conflict, FailureKind, FieldStatus, FieldView, Leaving, SessionStatus, Target, Why};

impl Session {
    /// What a field shows.
    #[must_use]
    pub fn field(&self, field: Field) -> FieldView {
        let text = self.text(field);
        FieldView {
            text: text.to_owned(),
            status: self.field_status(field),
            violation: self.visible_violation(field),
            count: cyrexa_contract::rules::count(&normal_text(field, text)),
            max: field.max_length(),
            is_dirty: self.is_dirty(field),
        }
    }

    fn text(&self, field: Field) -> &str {
        self.draft
            .get(field)
            .text
            .as_deref()
            .unwrap_or_else(|| self.pending(field).unwrap_or_default())
    }

    fn field_status(&self, field: Field) -> FieldStatus {
        if self.is_dirty(field) {
            return match self.draft.get(field).not_saved {
                None => FieldStatus::Unsaved,
                // Only the e-mail address is what somebody has already; the rest of the save went down with
                // it.
                Some(Why::Duplicate) if field != Field::Email => FieldStatus::NotSaved(Why::Invalid),
                Some(why) => FieldStatus::NotSaved(why),
            };
        }
        if self.queue.change(field).is_keep() {
            return if self.saved.contains(field) {
                FieldStatus::Saved
            } else {
                FieldStatus::Clean
            };
        }
        let is_writing = matches!(
            &self.queue.in_flight,
            Some(InFlight {
                kind: RequestKind::Update(_) | RequestKind::Create,
                ..
            })
        );
        if self.clashes().contains(field) {
            FieldStatus::NotSaved(Why::Conflict)
        } else if self.auth == Auth::Required {
            FieldStatus::NotSaved(if self.is_token_unusable {
                Why::NoToken
            } else {
                Why::AuthRequired
            })
        } else if !self.is_online && !is_writing {
            FieldStatus::NotSaved(Why::Offline)
        } else {
            FieldStatus::Saving
        }
    }

    /// A stored text that breaks a rule is not reported: it is not sent.
    fn visible_violation(&self, field: Field) -> Option<Violation> {
        let typed = self.draft.get(field);
        if let Some(refused) = &typed.refused {
            return Some(refused.clone());
        }
        let is_judged = typed.is_judged && (self.is_dirty(field) || self.is_to_create());
        is_judged.then(|| check_text(field, self.text(field))).flatten()
    }

    fn is_to_create(&self) -> bool {
        self.target == Target::Create && self.queue.create.is_none() && self.created.is_none()
    }

    /// The session's status.
    #[must_use]
    pub fn status(&self) -> SessionStatus {
        match self.reading.failure {
            Some(ReadFailure::NotFound) => return SessionStatus::NotFound,
            Some(ReadFailure::Forbidden) => return SessionStatus::Forbidden,
            _ => {}
        }
        if self.auth == Auth::Required && self.is_token_unusable {
            SessionStatus::NoToken
        } else if self.auth == Auth::Required {
            SessionStatus::AuthRequired
        } else if !self.clashes().is_empty() {
            SessionStatus::Conflict
        } else if !self.is_online {
            SessionStatus::Offline
        } else if self.retry.timer.is_some() && (self.is_busy() || self.baseline.is_none()) {
            SessionStatus::WaitingToRetry {
                at: self.retry.at(),
                can_retry_now: self.retry.can_retry_now(),
            }
        } else if self.is_busy() {
            SessionStatus::Saving
        } else if self.baseline.is_none() {
            match self.reading.failure {
                Some(ReadFailure::Failed(kind)) => SessionStatus::Failed(kind),
                _ => SessionStatus::Loading,
            }
        } else {
            self.status_at_rest()
        }
    }

    fn status_at_rest(&self) -> SessionStatus {
        let mut is_typed = false;
        for field in Field::ALL {
            if self.is_dirty(field) {
                is_typed = true;
                if let Some(why) = self.draft.get(field).not_saved {
                    return SessionStatus::NotSaved(why);
                }
            }
        }
        if !is_typed && !self.saved.is_empty() {
            SessionStatus::Saved
        } else {
            SessionStatus::Ready
        }
    }

    /// Whether there is something that `Save` would send (or refuse with violations).
    #[must_use]
    pub fn can_save(&self) -> bool {
        self.baseline.is_some()
            && !self.is_unlinked()
            && (self.is_to_create() || Field::ALL.into_iter().any(|field| self.is_dirty(field)))
    }

    /// Whether `Undo` would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo_patch().is_empty()
    }

    /// Whether anything typed or asked for is not confirmed by the gateway.
    #[must_use]
    pub fn has_unsaved_work(&self) -> bool {
        self.queue.is_busy() || Field::ALL.into_iter().any(|field| self.is_dirty(field))
    }

    /// Whether a save is under way: sent, waiting for its turn, or waiting to be tried again.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.queue.is_busy() || self.reading.is_needed
    }

    /// Whether the network is believed to be there.
    #[must_use]
    pub const fn is_online(&self) -> bool {
        self.is_online
    }

    /// Whether a newer version than the shown one is known to exist and could not be read yet.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        self.reading.is_stale
    }

    /// Whether a change made by somebody else in the same moment may go unnoticed: the gateway has no strong
    /// `ETag`, or what lies between does not let it through.
    #[must_use]
    pub fn is_race_open(&self) -> bool {
        self.target != Target::Create && self.version.is_race_open()
    }

    /// Why the last answer was not the gateway's own: given where no save is under way, or after two in a
    /// row.
    #[must_use]
    pub fn foreign_answer(&self) -> Option<FailureKind> {
        let (kind, times) = self.foreign_answer?;
        (times > 1 || !self.is_busy()).then_some(kind)
    }

    /// What leaving the screen now would cost.
    #[must_use]
    pub fn leaving(&self) -> Leaving {
        let is_typed = Field::ALL.into_iter().any(|field| self.is_dirty(field));
        let is_moving = self.is_online && self.auth != Auth::Required && self.clashes().is_empty();
        match (is_typed, self.is_busy()) {
            (false, false) => Leaving::Free,
            (false, true) if is_moving => Leaving::Wait,
            _ => Leaving::Ask,
        }
    }

    /// The open dialog, if any.
    #[must_use]
    pub fn conflict(&self) -> Option<Conflict> {
        let clashes: Vec<Clash> = self
            .clashes()
            .iter()
            .map(|field| Clash {
                field,
                base: self.ancestor.get(field).map(str::to_owned),
                mine: self.pending(field).map(str::to_owned),
                theirs: self.stored(field).map(str::to_owned),
            })
            .collect();
        (!clashes.is_empty()).then_some(Conflict { clashes })
    }

    /// The customer as shown: the draft over (pending patches over the confirmed baseline).
    #[must_use]
    pub fn shown(&self) -> Customer {
        let mut customer = self.baseline.clone().unwrap_or_default();
        for field in Field::ALL {
            let text = self.text(field);
            customer.set_text(field, (!text.is_empty()).then(|| text.to_owned()));
        }
        customer
    }

    /// The customer as last confirmed by the gateway; none before the first read. Empty for one to be
    /// created.
    #[must_use]
    pub const fn baseline(&self) -> Option<&Customer> {
        self.baseline.as_ref()
    }

    /// The visible violations, in contract order: the error summary.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        Field::ALL
            .into_iter()
            .filter_map(|field| self.visible_violation(field))
            .collect()
    }

    /// Whether a create has succeeded in this session.
    #[must_use]
    pub const fn is_created(&self) -> bool {
        self.created.is_some()
    }

    /// The id of the customer created in this session, where the gateway returned it.
    #[must_use]
    pub fn created_id(&self) -> Option<i64> {
        self.created.flatten()
    }
}
