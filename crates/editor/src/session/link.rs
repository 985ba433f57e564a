//! The world around: network, token, timer, other tabs and processes.

use super::{Auth, ReadFailure, Session, Turn};
use crate::queue::{InFlight, RequestKind};
use crate::{Effect, Notice, Target, TimerId};

impl Session {
    pub(super) fn load(&mut self) {
        if self.target != Target::Create && !self.is_reading() {
            self.reading.is_wanted = true;
            self.reading.failure = None;
        }
    }

    pub(super) fn retry(&mut self, turn: &mut Turn) {
        self.retry.retry_now();
        if self.auth == Auth::Required {
            self.auth = Auth::Refreshing;
            turn.effects.push(Effect::RefreshToken);
        }
        if self.reading.failure.is_some() || self.reading.is_stale {
            self.load();
        }
    }

    pub(super) fn online(&mut self, turn: &mut Turn) {
        if self.is_online {
            return;
        }
        self.is_online = true;
        self.retry.skip_jitter();
        turn.announce(Notice::BackOnline);
        if self.reading.is_stale || matches!(self.reading.failure, Some(ReadFailure::Failed(_))) {
            self.load();
        }
    }

    pub(super) fn offline(&mut self, turn: &mut Turn) {
        if self.is_online {
            self.is_online = false;
            turn.announce(Notice::Offline);
        }
    }

    pub(super) fn timer(&mut self, id: TimerId) {
        if self.retry.timer == Some(id) {
            self.retry.timer_fired();
        }
    }

    /// Heard while a read is under way, it may be newer than what that read brings: another one follows.
    pub(super) fn remote_changed(&mut self, etag: Option<String>) {
        if self.target == Target::Create || (etag.is_some() && etag.as_ref() == self.version.etag()) {
            return;
        }
        self.reading.is_wanted = true;
        self.reading.is_stale = true;
        self.reading.announced_version = etag;
    }

    pub(super) fn token_refreshed(&mut self) {
        if self.auth != Auth::Trusted {
            self.auth = Auth::Renewed;
        }
    }

    pub(super) fn token_failed(&mut self, is_unusable: bool, turn: &mut Turn) {
        if self.auth == Auth::Refreshing {
            self.require_token(is_unusable, turn);
        }
    }

    /// The gateway refused the new token too.
    pub(super) fn require_sign_in(&mut self, turn: &mut Turn) {
        self.require_token(false, turn);
    }

    fn require_token(&mut self, is_unusable: bool, turn: &mut Turn) {
        self.auth = Auth::Required;
        self.is_token_unusable = is_unusable;
        turn.effects.push(Effect::AuthRequired);
        turn.announce(if is_unusable {
            Notice::NoToken
        } else {
            Notice::AuthRequired
        });
    }

    fn is_reading(&self) -> bool {
        matches!(
            self.queue.in_flight,
            Some(InFlight {
                kind: RequestKind::Read,
                ..
            })
        )
    }
}
