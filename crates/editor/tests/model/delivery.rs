//! What the network and the gateway do with what is on its way.

use cyrexa_editor::answer::{self as judge, Answer};
use cyrexa_editor::{Event, FailureKind, Millis, Operation, Outcome, Rejection};

use crate::checks;
use crate::network::{Down, Network, Reply, Up};
use crate::server::{Author, ID};
use crate::wire::{self, Value};
use crate::world::{Checked, World};

/// Older records that are read in a row: fewer than the session believes.
const MOST_STALE: u32 = 3;
/// A longer `Retry-After` is the person's to end.
const LONGEST_KEPT: u64 = 60_000;

fn answer(answer: Answer<Value>) -> Reply {
    Reply::Answer(Box::new(answer))
}

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
        let failure = match b % 3 {
            0 => answer(wire::written(&Outcome::Failed(FailureKind::Server(500)), b)),
            1 => Reply::NoAnswer(FailureKind::Network),
            _ => answer(wire::foreign(b >> 6)),
        };
        let early = self.fault(&up, b, &failure).or_else(|| self.other_record(&up, b));
        let reply = match early {
            Some(reply) => reply,
            None if self.is_lost_race(&up) => Reply::NoAnswer(FailureKind::Network),
            None => {
                let outcome = self.process(&up)?;
                match b % 61 {
                    6..=8 => failure,
                    // An update whose answer has no body, or the body of an older record.
                    10..=12 => answer(wire::written(&self.with_less(outcome, b), b)),
                    _ => answer(wire::written(&outcome, b)),
                }
            }
        };
        self.say(|| {
            format!(
                "gateway: {} {:?} {:?} -> {reply:?}",
                up.client, up.request, up.operation
            )
        });
        let Up {
            client,
            life,
            request,
            operation,
            ..
        } = up;
        self.network.downs.push(Down {
            client,
            life,
            request,
            operation,
            reply,
        });
        Ok(())
    }

    /// The answer to an update, acknowledged and no more.
    fn with_less(&self, outcome: Outcome, b: u64) -> Outcome {
        match outcome {
            Outcome::Saved { etag, .. } => Outcome::Saved {
                customer: None,
                etag: etag.filter(|_| b & 256 == 0),
            },
            other => other,
        }
    }

    /// A record that is not the one asked for, or not the newest.
    fn other_record(&mut self, up: &Up, b: u64) -> Option<Reply> {
        let is_read = matches!(up.operation, Operation::Read { .. });
        if !is_read || up.life != self.clients[up.client].life {
            return None;
        }
        match b % 61 {
            14 => {
                self.counts.others += 1;
                let record = wire::of_another(self.server.etag());
                let outcome = Outcome::Read {
                    customer: Box::new(record),
                    etag: self.server.etag(),
                };
                Some(if b & 128 == 0 {
                    answer(wire::written(&outcome, b))
                } else {
                    Reply::Unjudged(outcome)
                })
            }
            15..24 => {
                let revision = self.older_revision(up.client, b >> 8)?;
                let person = &mut self.clients[up.client];
                if person.stale_reads == MOST_STALE {
                    return None;
                }
                person.stale_reads += 1;
                self.counts.stale += 1;
                Some(answer(wire::written(&self.server.read_at(revision), b)))
            }
            _ => None,
        }
    }

    /// A version that this screen has shown: a client cannot distinguish one that it has never seen from a newer one.
    fn older_revision(&self, client: usize, b: u64) -> Option<usize> {
        let now = self.server.revision();
        let shown = &self.clients[client].shown;
        let at = (b as usize).checked_rem(shown.len().min(6))?;
        let revision = shown[shown.len() - 1 - at];
        (revision < now).then_some(revision)
    }

    /// An answer that does not come from the gateway's work. A request that the network doubled is not
    /// refused once and done once: then no client could know.
    pub(crate) fn fault(&mut self, up: &Up, b: u64, failure: &Reply) -> Option<Reply> {
        let person = &self.clients[up.client];
        let is_create = matches!(up.operation, Operation::Create { .. });
        let is_update = matches!(up.operation, Operation::Update { .. });
        let outcome = match b % 61 {
            _ if !person.has_valid_token && up.life == person.life && !up.is_twin => Outcome::Unauthorised,
            0 | 1 => return Some(failure.clone()),
            2 => Outcome::RateLimited {
                retry_after: (b & 64 == 0).then_some(Millis(if b & 128 == 0 {
                    b % 2_000
                } else {
                    // A day, as CDNs say.
                    86_400_000
                })),
            },
            3 if !is_create && !up.is_twin => Outcome::Forbidden,
            4 if is_create => Outcome::Rejected(Rejection::StillRunning),
            5 if is_update && b & 128 == 0 && !up.is_twin => Outcome::NotFound,
            13 | 24 | 25 => {
                self.counts.foreign += 1;
                return Some(answer(wire::foreign(b >> 6)));
            }
            _ => return None,
        };
        Some(answer(wire::written(&outcome, b)))
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
        let outcome = match &down.reply {
            Reply::Answer(answer) => judge::outcome(&down.operation, answer),
            Reply::NoAnswer(kind) => Outcome::Failed(*kind),
            Reply::Unjudged(outcome) => outcome.clone(),
        };
        let event = Event::Reply {
            request: down.request,
            outcome: outcome.clone(),
        };
        if person.outstanding != Some(down.request) {
            self.counts.late += 1;
            return self.tell_nothing(down.client, event);
        }
        person.outstanding = None;
        let is_judged = !matches!(down.reply, Reply::Unjudged(_));
        match &outcome {
            Outcome::Read { customer, .. } if is_judged && customer.id != ID => {
                return Err("the record of another customer counts as an answer".into());
            }
            Outcome::Read { customer, .. } if self.server.is_current(customer) => person.stale_reads = 0,
            Outcome::RateLimited {
                retry_after: Some(span),
            } if span.0 <= LONGEST_KEPT => {
                self.counts.kept_waiting += 1;
                person.floor = self.now + span.0;
            }
            Outcome::Rejected(Rejection::Duplicate) => person.may_use_new_key = true,
            // The gateway itself takes it back: nothing can be said of the record.
            Outcome::Forbidden | Outcome::NotFound => person.acknowledged.clear(),
            Outcome::Saved { .. } | Outcome::Created { .. } => {
                person.acknowledged.insert(down.request);
            }
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
        let clocks = self.clocks();
        let effects = self.clients[client].handle(event, clocks, &mut self.rng);
        if !effects.is_empty() || checks::sight(&self.clients[client]) != before {
            return Err(format!(
                "a late, doubled or unknown reply changed something: {name} {effects:?}"
            ));
        }
        Ok(())
    }
}
