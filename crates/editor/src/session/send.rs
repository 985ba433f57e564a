//! What goes out next: one request at a time, and only when there is a network, a token and no reason to
//! wait.

use cyrexa_contract::Patch;

use super::{Auth, Session, Turn};
use crate::queue::{InFlight, RequestKind};
use crate::{Effect, Operation, RequestId, Target, TimerId};

impl Session {
    pub(super) fn send_next(&mut self, turn: &mut Turn) {
        if !self.is_online || matches!(self.auth, Auth::Refreshing | Auth::Required) {
            return self.cancel_timer(turn);
        }
        let may_send = self.retry.wait_until(turn.now).is_none();
        match &self.queue.in_flight {
            // A write need not wait for a read that it does not depend on: `If-Match` tells what has changed.
            Some(InFlight {
                request,
                kind: RequestKind::Read,
            }) if may_send && self.can_write_unread() => {
                turn.effects.push(Effect::Abort { request: *request });
                self.queue.in_flight = None;
                self.reading.is_wanted = true;
            }
            Some(_) => return self.cancel_timer(turn),
            None => {}
        }
        let Some((kind, operation)) = self.next_operation(turn.is_fresh) else {
            return self.cancel_timer(turn);
        };
        if let Some(at) = self.retry.wait_until(turn.now) {
            if self.retry.timer.is_none() {
                let id = TimerId(self.next_id());
                self.retry.timer = Some(id);
                turn.effects.push(Effect::SetTimer {
                    id,
                    after: crate::Millis(at.0 - turn.now.0),
                });
            }
            return;
        }
        self.cancel_timer(turn);
        self.mark_sent(&kind);
        let request = RequestId(self.next_id());
        self.queue.in_flight = Some(InFlight { request, kind });
        turn.effects.push(Effect::Send {
            request,
            operation,
            timeout: self.config.timeout,
        });
    }

    fn next_operation(&self, is_fresh: bool) -> Option<(RequestKind, Operation)> {
        let id = match (self.target, &self.queue.create) {
            (Target::Edit { id }, _) => id,
            (Target::Create, None) => return None,
            (Target::Create, Some(attempt)) => {
                let operation = Operation::Create {
                    patch: attempt.patch.clone(),
                    idempotency_key: attempt.key.clone(),
                };
                return Some((RequestKind::Create, operation));
            }
        };
        let has_write = self.has_writable();
        if has_write && !self.must_read_first() && (self.version.if_match().is_some() || is_fresh) {
            let patch = self.next_patch();
            let operation = Operation::Update {
                id,
                patch: patch.clone(),
                if_match: self.version.if_match(),
            };
            return Some((RequestKind::Update(patch), operation));
        }
        (has_write || self.must_read_first() || self.reading.is_wanted)
            .then_some((RequestKind::Read, Operation::Read { id }))
    }

    fn mark_sent(&mut self, kind: &RequestKind) {
        match kind {
            RequestKind::Read => {
                self.reading.is_wanted = false;
                self.reading.is_stale = false;
            }
            // `next_patch` holds every change that waits: the rest was dropped as held.
            RequestKind::Update(_) => self.queue.waiting = Patch::default(),
            RequestKind::Create => {
                if let Some(attempt) = &mut self.queue.create {
                    attempt.was_unsure = attempt.is_unsure;
                    attempt.is_unsure = true;
                }
            }
        }
    }

    /// Changes that no clash keeps back.
    fn has_writable(&self) -> bool {
        self.baseline.is_some() && !self.queue.waiting.is_empty() && self.clashes().is_empty()
    }

    pub(super) const fn must_read_first(&self) -> bool {
        self.reading.is_needed || self.queue.acknowledged.is_some()
    }

    fn can_write_unread(&self) -> bool {
        self.has_writable() && !self.must_read_first() && self.version.if_match().is_some()
    }

    /// Whether the read under way is part of a write.
    pub(super) fn is_read_for_write(&self) -> bool {
        self.must_read_first() || self.has_writable()
    }

    fn cancel_timer(&mut self, turn: &mut Turn) {
        if let Some(id) = self.retry.timer.take() {
            turn.effects.push(Effect::CancelTimer { id });
        }
    }
}
