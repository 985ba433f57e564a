//! What the network and the gateway do with what is on its way.

use cyrexa_editor::{Event, FailureKind, Millis, Operation, Outcome, Rejection};

use crate::checks;
use crate::network::{Down, Network, Up};
use crate::server::Author;
use crate::world::{Checked, World};

impl World {
    /// A request and its reply without anything between.
    pub(crate) fn exchange(&mut self, a: u64, b: u64) -> Checked {
        if self.network.ups.is_empty() {
            return Ok(());
        }
        self.deliver_up(a, b)?;
        self.deliver_down(self.network.downs.len() as u64 - 1, b >> 8)
    }

    /// The gateway (or something on the way to it) deals with one request.
    pub(crate) fn deliver_up(&mut self, a: u64, b: u64) -> Checked {
        if self.network.ups.is_empty() {
            return Ok(());
        }
        let at = a as usize % self.network.ups.len();
        let is_doubled = self.setting.has_etags && b.is_multiple_of(29);
        let up = if is_doubled {
            self.network.ups[at].is_twin = true;
            self.network.ups[at].clone()
        } else {
            self.network.ups.remove(at)
        };
        let failure = Outcome::Failed(match b % 3 {
            0 => FailureKind::Server(500),
            1 => FailureKind::Network,
            _ => FailureKind::Unreadable,
        });
        let early = self.fault(&up, b, &failure);
        let outcome = match early {
            Some(outcome) => outcome,
            None if self.is_lost_race(&up) => Outcome::Failed(FailureKind::Network),
            None => {
                let outcome = self.process(&up)?;
                if matches!(b % 61, 6..9) { failure } else { outcome }
            }
        };
        self.say(|| {
            format!(
                "gateway: {} {:?} {:?} -> {outcome:?}",
                up.client, up.request, up.operation
            )
        });
        let Up {
            client,
            life,
            request,
            ..
        } = up;
        self.network.downs.push(Down {
            client,
            life,
            request,
            outcome,
        });
        Ok(())
    }

    /// An answer that does not come from the gateway's work. A request that the network doubled is not
    /// refused once and done once: then no client could know.
    pub(crate) fn fault(&self, up: &Up, b: u64, failure: &Outcome) -> Option<Outcome> {
        let person = &self.clients[up.client];
        let is_create = matches!(up.operation, Operation::Create { .. });
        let is_update = matches!(up.operation, Operation::Update { .. });
        match b % 61 {
            _ if !person.has_valid_token && up.life == person.life && !up.is_twin => {
                Some(Outcome::Unauthorised)
            }
            0 | 1 => Some(failure.clone()),
            2 => Some(Outcome::RateLimited {
                retry_after: (b & 64 == 0).then_some(Millis(b % 2_000)),
            }),
            3 if !is_create && !up.is_twin => Some(Outcome::Forbidden),
            4 if is_create => Some(Outcome::Rejected(Rejection::StillRunning)),
            5 if is_update && b & 128 == 0 && !up.is_twin => Some(Outcome::NotFound),
            _ => None,
        }
    }

    /// Without ETags nothing is promised when somebody else writes between our read and our write. Where that
    /// is not what is tested, such a write never arrives.
    pub(crate) fn is_lost_race(&self, up: &Up) -> bool {
        let Operation::Update { patch, .. } = &up.operation else {
            return false;
        };
        !self.setting.has_etags
            && !self.setting.is_racing
            && (up.based_on + 1..self.server.history.len()).any(|revision| {
                let (before, after) = (&self.server.history[revision - 1], &self.server.history[revision]);
                self.server.authors[revision].client != up.client
                    && patch
                        .changed()
                        .any(|field| before[field.index()] != after[field.index()])
            })
    }

    pub(crate) fn process(&mut self, up: &Up) -> Result<Outcome, String> {
        let done = self.server.process(
            Author {
                client: up.client,
                life: up.life,
                request: up.request,
            },
            &up.operation,
        )?;
        let person = &self.clients[up.client];
        for (field, old) in done.overwritten {
            let at = field.index();
            if self.setting.is_safe() && !person.seen[at].contains(&old) && !person.own[at].contains(&old) {
                return Err(format!(
                    "an edit was lost: {} overwrote {old:?} unseen",
                    up.client
                ));
            }
        }
        if done.is_written {
            self.counts.writes += 1;
            for client in 0..2 {
                self.network.news.push((client, self.server.etag()));
            }
        }
        Ok(done.outcome)
    }

    pub(crate) fn deliver_down(&mut self, a: u64, b: u64) -> Checked {
        if self.network.downs.is_empty() {
            return Ok(());
        }
        let at = a as usize % self.network.downs.len();
        let is_doubled = b.is_multiple_of(7);
        let down = if is_doubled {
            self.network.downs[at].clone()
        } else {
            self.network.downs.remove(at)
        };
        let person = &mut self.clients[down.client];
        if person.life != down.life {
            return Ok(());
        }
        let event = Event::Reply {
            request: down.request,
            outcome: down.outcome.clone(),
        };
        if person.outstanding != Some(down.request) {
            self.counts.late += 1;
            return self.tell_nothing(down.client, event);
        }
        person.outstanding = None;
        match down.outcome {
            Outcome::RateLimited {
                retry_after: Some(span),
            } => person.floor = self.now + span.0,
            Outcome::Rejected(Rejection::Duplicate) => person.may_use_new_key = true,
            _ => {}
        }
        self.tell(down.client, event)
    }

    pub(crate) fn lose(&mut self, a: u64, b: u64) {
        let Network { ups, downs, .. } = &mut self.network;
        if b & 1 == 0 && !ups.is_empty() {
            ups.remove(a as usize % ups.len());
        } else if !downs.is_empty() {
            downs.remove(a as usize % downs.len());
        }
    }

    /// The browser gives a request up: time-out, or the connection broke.
    pub(crate) fn give_up(&mut self, client: usize, b: u64) -> Checked {
        let Some(request) = self.clients[client].outstanding.take() else {
            return Ok(());
        };
        self.stop_lingering(client);
        let kind = if b & 1 == 0 {
            FailureKind::Timeout
        } else {
            FailureKind::Network
        };
        self.tell(
            client,
            Event::Reply {
                request,
                outcome: Outcome::Failed(kind),
            },
        )
    }

    /// Without ETags a request given up on may not be done later, where the promise is tested.
    pub(crate) fn stop_lingering(&mut self, client: usize) {
        if !self.setting.has_etags && !self.setting.is_racing {
            self.network
                .ups
                .retain(|up| up.client != client || !matches!(up.operation, Operation::Update { .. }));
        }
    }

    pub(crate) fn run_timer(&mut self, client: usize) -> Checked {
        let Some((id, due)) = self.clients[client].timer.take() else {
            return Ok(());
        };
        self.now = self.now.max(due);
        self.tell(client, Event::Timer { id })
    }

    pub(crate) fn hear(&mut self, a: u64, b: u64) -> Checked {
        if self.network.news.is_empty() {
            return Ok(());
        }
        let at = a as usize % self.network.news.len();
        let (client, etag) = self.network.news.swap_remove(at);
        if b.is_multiple_of(5) || !self.is_open[client] {
            return Ok(());
        }
        self.tell(client, Event::RemoteChanged { etag })
    }

    /// An event that must change nothing.
    pub(crate) fn tell_nothing(&mut self, client: usize, event: Event) -> Checked {
        let before = checks::sight(&self.clients[client]);
        let name = format!("{event:?}");
        let effects = self.clients[client].handle(event, self.now, &mut self.rng);
        if !effects.is_empty() || checks::sight(&self.clients[client]) != before {
            return Err(format!(
                "a late, doubled or unknown reply changed something: {name} {effects:?}"
            ));
        }
        Ok(())
    }
}
