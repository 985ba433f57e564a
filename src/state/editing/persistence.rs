//! Unsaved work in `sessionStorage`, where the integrator asked for it: bound to the login, so that the
//! next user of this tab never sees it. Without a token whose login can be read, nothing is stored.

use cyrexa_editor::{Event, Snapshot};
use leptos::prelude::*;

use super::Editing;
use crate::browser::storage;
use crate::browser::task::spawn;
use crate::state::login::login_of;

/// Stands for the login where the gateway gives development tokens to everyone.
const DEVELOPMENT: &str = "development";

/// Whether unsaved work is stored, and where.
pub(super) enum Persistence {
    /// The integrator did not enable it, or the login has changed.
    Off,
    /// The login is not known yet.
    Unbound {
        /// The storage key without the login.
        prefix: String,
        unsaved: Option<Snapshot>,
    },
    /// Stored under this key, for this login.
    Bound { key: String, login: String },
}

impl Persistence {
    /// `name` is the customer's id, or `new`.
    pub(super) fn new(is_enabled: bool, gateway: &str, name: &str) -> Self {
        if !is_enabled {
            return Self::Off;
        }
        Self::Unbound {
            prefix: ["cyrexa ", gateway, " ", name, " "].concat(),
            unsaved: None,
        }
    }

    pub(super) fn keep(&mut self, snapshot: Snapshot) {
        match self {
            Self::Off => {}
            Self::Unbound { unsaved, .. } => *unsaved = Some(snapshot),
            Self::Bound { key, .. } => storage::write(key, snapshot.as_text()),
        }
    }

    pub(super) fn forget(&mut self) {
        match self {
            Self::Off => {}
            Self::Unbound { unsaved, .. } => *unsaved = None,
            Self::Bound { key, .. } => storage::remove(key),
        }
    }

    /// The login is known now. Returns the snapshot stored for it, unless there is newer work.
    fn bind(&mut self, gateway: &str, login: String) -> Option<Snapshot> {
        match self {
            Self::Off => None,
            Self::Unbound { prefix, unsaved } => {
                let key = [prefix.as_str(), &login].concat();
                storage::remove_where(|other| {
                    other.starts_with(&["cyrexa ", gateway, " "].concat()) && !other.ends_with(&login)
                });
                let restored = match unsaved.take() {
                    Some(newer) => {
                        storage::write(&key, newer.as_text());
                        None
                    }
                    None => storage::read(&key).map(Snapshot::from_text),
                };
                *self = Self::Bound { key, login };
                restored
            }
            Self::Bound { login: bound, .. } if *bound == login => None,
            // The form has the previous login's work.
            Self::Bound { .. } => {
                self.forget();
                *self = Self::Off;
                None
            }
        }
    }
}

impl Editing {
    pub(super) fn restore_if_persisted(self) {
        if let Some(restore) = self.io.try_with_value(|io| io.restore).flatten() {
            restore(self);
        }
    }

    /// Requests a token, and restores the snapshot of its login.
    pub(super) fn restore(self) {
        let Some((gateway, tokens)) = self.access() else {
            return;
        };
        let is_off = self
            .io
            .try_with_value(|io| matches!(io.persistence, Persistence::Off));
        if is_off != Some(false) {
            return;
        }
        spawn(async move {
            let Ok(token) = tokens.get().await else { return };
            let login = if tokens.is_of_development() {
                Some(DEVELOPMENT.to_owned())
            } else {
                login_of(&token).await
            };
            let Some(login) = login else { return };
            let mut restored = None;
            self.with_io(|io| restored = io.persistence.bind(&gateway, login));
            if let Some(restored) = restored {
                self.dispatch(Event::Restore(restored));
            }
        });
    }
}
