//! The session: the facts, and the one function that changes them.

use cyrexa_contract::{Customer, Field, Violation};

use crate::{
    Config, Conflict, Effect, Entropy, Event, FieldStatus, FieldView, Leaving, Millis, SessionStatus,
};

/// One customer being created or edited.
#[derive(Debug)]
pub struct Session {
    config: Config,
    baseline: Option<Customer>,
}

impl Session {
    /// A session in which nothing has happened; `Load` (and `Restore` before it) starts it.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            config,
            baseline: None,
        }
    }

    /// Takes an event in and says what is to be done, in this order. Never panics.
    #[must_use = "effects are to be done"]
    pub fn handle(&mut self, event: Event, now: Millis, entropy: Entropy) -> Vec<Effect> {
        let _ = (event, now, entropy, &self.config);
        Vec::new()
    }

    /// What a field shows.
    #[must_use]
    pub fn field(&self, field: Field) -> FieldView {
        FieldView {
            text: String::new(),
            status: FieldStatus::Clean,
            violation: None,
            count: 0,
            max: field.max_length(),
            is_dirty: false,
        }
    }

    /// Where the session stands.
    #[must_use]
    pub fn status(&self) -> SessionStatus {
        SessionStatus::Loading
    }

    /// Whether there is something that `Save` would send (or refuse with violations).
    #[must_use]
    pub fn can_save(&self) -> bool {
        false
    }

    /// Whether `Undo` would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        false
    }

    /// Whether anything typed or asked for is not confirmed by the gateway.
    #[must_use]
    pub fn has_unsaved_work(&self) -> bool {
        false
    }

    /// Whether a save is under way: sent, waiting for its turn, or waiting to be tried again.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        false
    }

    /// Whether the network is believed to be there.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.config.online
    }

    /// Whether a newer version than the shown one is known to exist and could not be read yet.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        false
    }

    /// What leaving the screen now would cost.
    #[must_use]
    pub fn leaving(&self) -> Leaving {
        Leaving::Free
    }

    /// The open dialog, if any.
    #[must_use]
    pub fn conflict(&self) -> Option<Conflict> {
        None
    }

    /// The customer as shown: the draft over (pending patches over the confirmed baseline).
    #[must_use]
    pub fn shown(&self) -> Customer {
        Customer::default()
    }

    /// The customer as last confirmed by the gateway; none before the first read. Empty for one to be created.
    #[must_use]
    pub fn baseline(&self) -> Option<&Customer> {
        self.baseline.as_ref()
    }

    /// The visible violations, in contract order: the error summary.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }

    /// Whether a create has succeeded in this session.
    #[must_use]
    pub fn is_created(&self) -> bool {
        false
    }

    /// The id that a create in this session has led to, where the gateway told it.
    #[must_use]
    pub fn created_id(&self) -> Option<i64> {
        None
    }
}
