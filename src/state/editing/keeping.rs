//! Unsaved work in `sessionStorage`, where the integrator asked for it: bound to the login, so that the
//! next user of this tab never sees it. Without a token whose login can be read, nothing is kept.

use cyrexa_editor::{Event, Snapshot};
use leptos::prelude::*;

use super::Editing;
use crate::browser::storage;
use crate::browser::task::spawn;
use crate::state::login::login_of;

/// In place of a login, where the gateway hands tokens to anybody.
const DEVELOPMENT: &str = "development";

/// What is kept, and where.
pub(super) enum Keeping {
    /// The integrator did not ask for it, or the login has changed.
    Off,
    /// Whose work it is, is not known yet.
    Unbound {
        /// Before the login in storage's key.
        prefix: String,
        unkept: Option<Snapshot>,
    },
    /// Under this key.
    Bound { key: String, login: String },
}

impl Keeping {
    /// `name` names the customer, or a new one.
    pub(super) fn new(is_asked_for: bool, gateway: &str, name: &str) -> Self {
        if !is_asked_for {
            return Self::Off;
        }
        Self::Unbound {
            prefix: ["cyrexa ", gateway, " ", name, " "].concat(),
            unkept: None,
        }
    }

    pub(super) fn keep(&mut self, snapshot: Snapshot) {
        match self {
            Self::Off => {}
            Self::Unbound { unkept, .. } => *unkept = Some(snapshot),
            Self::Bound { key, .. } => storage::write(key, snapshot.as_text()),
        }
    }

    pub(super) fn forget(&mut self) {
        match self {
            Self::Off => {}
            Self::Unbound { unkept, .. } => *unkept = None,
            Self::Bound { key, .. } => storage::remove(key),
        }
    }

    /// There is a token of this login. Gives what the login has kept, unless there is newer work.
    fn bind(&mut self, gateway: &str, login: String) -> Option<Snapshot> {
        match self {
            Self::Off => None,
            Self::Unbound { prefix, unkept } => {
                let key = [prefix.as_str(), &login].concat();
                storage::remove_where(|other| {
                    other.starts_with(&["cyrexa ", gateway, " "].concat()) && !other.ends_with(&login)
                });
                let kept = match unkept.take() {
                    Some(newer) => {
                        storage::write(&key, newer.as_text());
                        None
                    }
                    None => storage::read(&key).map(Snapshot::from_text),
                };
                *self = Self::Bound { key, login };
                kept
            }
            Self::Bound { login: bound, .. } if *bound == login => None,
            // What is in the form is the work of the login before.
            Self::Bound { .. } => {
                self.forget();
                *self = Self::Off;
                None
            }
        }
    }
}

impl Editing {
    pub(super) fn restore_if_kept(self) {
        if let Some(restore) = self.io.try_with_value(|io| io.restore).flatten() {
            restore(self);
        }
    }

    /// Asks for a token, and brings back what its login has kept.
    pub(super) fn restore(self) {
        let Some((gateway, tokens)) = self.access() else {
            return;
        };
        let is_off = self.io.try_with_value(|io| matches!(io.keeping, Keeping::Off));
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
            let mut kept = None;
            self.with_io(|io| kept = io.keeping.bind(&gateway, login));
            if let Some(kept) = kept {
                self.dispatch(Event::Restore(kept));
            }
        });
    }
}
