//! The world of a schedule: one gateway, two clients, the network between, and the steps that move them.

use cyrexa_contract::Field;
use cyrexa_editor::{
    Choice, Effect, Event, FailureKind, Millis, Notice, Operation, Outcome, Rejection, SessionStatus,
};

use crate::Counts;
use crate::checks;
use crate::client::{Client, value};
use crate::network::{Down, Network, Up};
use crate::rng::Rng;
use crate::server::Server;

/// What does not change during a schedule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) has_etags: bool,
    /// Without ETags: whether somebody else may write between our read and our write, and a request given up on may
    /// still be done. Then only convergence is promised.
    pub(crate) is_racing: bool,
    /// Whether the first client starts by creating the customer.
    pub(crate) creates: bool,
    pub(crate) tells_id: bool,
    pub(crate) persist: [bool; 2],
    pub(crate) seed: u64,
}

impl Setting {
    pub(crate) fn draw(rng: &mut Rng) -> Self {
        let has_etags = !rng.one_in(3);
        let creates = rng.one_in(4);
        Self {
            has_etags,
            is_racing: !has_etags && rng.one_in(2),
            creates,
            tells_id: !creates || !rng.one_in(8),
            persist: [creates || rng.one_in(2), rng.one_in(2)],
            seed: rng.next(),
        }
    }

    /// Whether every edit can be promised to survive; see the crate's documentation.
    pub(crate) const fn is_safe(&self) -> bool {
        self.has_etags || !self.is_racing
    }
}

/// The number that makes the network do its work: no remainder that stands for a fault or a double.
pub(crate) const NO_FAULT: u64 = 9;

/// One move, as raw numbers: what it means depends on what there is to move.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    kind: u64,
    client: usize,
    a: u64,
    b: u64,
}

impl Step {
    pub(crate) fn draw(rng: &mut Rng) -> Self {
        Self {
            kind: rng.below(128),
            client: rng.below(2) as usize,
            a: rng.next() >> 8,
            b: rng.next() >> 8,
        }
    }
}

pub(crate) struct World {
    pub(crate) setting: Setting,
    pub(crate) server: Server,
    pub(crate) network: Network,
    pub(crate) clients: [Client; 2],
    pub(crate) is_open: [bool; 2],
    pub(crate) now: u64,
    pub(crate) rng: Rng,
    pub(crate) counts: Counts,
    pub(crate) trace: Vec<String>,
    is_traced: bool,
    tokens: u64,
}

pub(crate) type Checked = Result<(), String>;

impl World {
    pub(crate) fn new(setting: Setting, is_traced: bool) -> Self {
        Self {
            setting,
            server: Server::new(setting.has_etags, setting.tells_id, !setting.creates),
            network: Network::default(),
            clients: [
                Client::new(setting.creates, setting.persist[0]),
                Client::new(false, setting.persist[1]),
            ],
            is_open: [false; 2],
            now: 1,
            rng: Rng::new(setting.seed),
            counts: Counts::default(),
            trace: Vec::new(),
            is_traced,
            tokens: 0,
        }
    }

    pub(crate) fn run(&mut self, steps: &[Step]) -> Checked {
        for step in steps {
            self.counts.steps += 1;
            self.step(*step)?;
        }
        self.settle()
    }

    pub(crate) fn say(&mut self, line: impl FnOnce() -> String) {
        if self.is_traced {
            self.trace.push(line());
        }
    }

    fn step(&mut self, Step { kind, client, a, b }: Step) -> Checked {
        let field = match Field::ALL[(a % 5) as usize] {
            // Without both there is no create to be tested.
            Field::Address | Field::Phone if self.clients[client].is_creating => {
                if a & 64 == 0 {
                    Field::Name
                } else {
                    Field::Email
                }
            }
            field => field,
        };
        self.open(client)?;
        if !self.is_open[client] && !(44..93).contains(&kind) {
            return Ok(());
        }
        match kind {
            0..20 => self.type_in(client, field, b),
            20..24 => self.tell(client, Event::Blur { field }),
            24..38 => self.tell(client, Event::Save),
            38 => self.discard(client),
            39..43 => self.undo(client),
            43 => self.tell(client, if b & 1 == 0 { Event::Retry } else { Event::Load }),
            44..62 => self.deliver_up(a, b),
            62..79 => self.deliver_down(a, b),
            79..92 => self.exchange(a, b),
            92 => {
                self.lose(a, b);
                Ok(())
            }
            93..96 => self.give_up(client, b),
            96..100 => self.switch_network(client, b),
            100..107 => self.run_timer(client),
            107..112 => self.provide_token(client, b),
            112 => {
                self.clients[client].has_valid_token = false;
                Ok(())
            }
            113..118 => self.hear(a, b),
            118 | 119 => self.reload(client),
            120..125 => self.resolve(client, b),
            _ => {
                self.now += b % 700;
                Ok(())
            }
        }
    }

    /// A request and its reply without anything between.
    fn exchange(&mut self, a: u64, b: u64) -> Checked {
        if self.network.ups.is_empty() {
            return Ok(());
        }
        self.deliver_up(a, b)?;
        self.deliver_down(self.network.downs.len() as u64 - 1, b >> 8)
    }

    fn switch_network(&mut self, client: usize, b: u64) -> Checked {
        let person = &mut self.clients[client];
        if person.is_online && !b.is_multiple_of(3) {
            return Ok(());
        }
        person.is_online = !person.is_online;
        let event = if person.is_online {
            Event::Online
        } else {
            Event::Offline
        };
        self.tell(client, event)
    }

    pub(crate) fn open(&mut self, client: usize) -> Checked {
        if self.is_open[client] || !(self.server.exists() || self.clients[client].is_creating) {
            return Ok(());
        }
        self.is_open[client] = true;
        self.tell(client, Event::Load)
    }

    fn type_in(&mut self, client: usize, field: Field, b: u64) -> Checked {
        if self.clients[client].session.baseline().is_none() {
            return Ok(());
        }
        self.tokens += 1;
        let n = self.tokens;
        let fresh = match field {
            Field::Name => format!("Name {n}"),
            Field::Email => format!("e{n}@example.org"),
            Field::Address => format!("Rua {n}\nLisboa"),
            Field::Phone => format!("+3519{n:06}"),
            Field::MemberId => format!("M-{n}"),
        };
        let text = match b % 32 {
            0 | 1 => String::new(),
            2 => format!("{fresh}\u{202e}"),
            3..6 => format!("  {fresh} "),
            6 if field == Field::Name => format!("taken {n}"),
            7..10 => self.old_text(field, b >> 8),
            10 if field != Field::Phone && b & 1024 == 0 => "x".repeat(300),
            _ => fresh,
        };
        self.clients[client].typed[field.index()] = Some(text.clone());
        self.say(|| format!("  {client} types {text:?} in {field:?}"));
        self.tell(client, Event::Edit { field, text })
    }

    fn old_text(&self, field: Field, b: u64) -> String {
        let revision = b as usize % self.server.history.len().max(1);
        let text = self
            .server
            .history
            .get(revision)
            .and_then(|record| record[field.index()].clone());
        text.unwrap_or_default()
    }

    pub(crate) fn discard(&mut self, client: usize) -> Checked {
        let person = &mut self.clients[client];
        let is_creating = person.is_creating && !person.session.is_created();
        if is_creating && person.session.is_busy() {
            // It may lead to a second customer, and says so: that is not what this test is about.
            return Ok(());
        }
        person.typed = Default::default();
        self.tell(client, Event::Discard)
    }

    fn undo(&mut self, client: usize) -> Checked {
        let person = &mut self.clients[client];
        if person.session.can_undo() {
            for field in Field::ALL {
                if !person.session.field(field).is_dirty {
                    person.forget_typed(field);
                }
            }
        }
        self.tell(client, Event::Undo)
    }

    pub(crate) fn resolve(&mut self, client: usize, mut b: u64) -> Checked {
        let person = &mut self.clients[client];
        let Some(conflict) = person.session.conflict() else {
            return Ok(());
        };
        let mut choices = Vec::new();
        for clash in conflict.clashes {
            let at = clash.field.index();
            person.seen[at].insert(clash.theirs);
            choices.push((
                clash.field,
                match b % 4 {
                    0 => Choice::KeepMine,
                    1 => Choice::TakeTheirs,
                    2 => {
                        self.tokens += 1;
                        let n = self.tokens;
                        Choice::Edit(if clash.field == Field::Email {
                            format!("r{n}@example.org")
                        } else {
                            format!("55500{n:05}")
                        })
                    }
                    _ => {
                        b >>= 4;
                        continue;
                    }
                },
            ));
            match &choices[choices.len() - 1].1 {
                Choice::KeepMine => {}
                Choice::TakeTheirs => person.typed[at] = None,
                Choice::Edit(text) => person.typed[at] = Some(text.clone()),
            }
            b >>= 4;
        }
        self.tell(client, Event::ResolveConflict(choices))
    }

    /// The gateway (or something on the way to it) deals with one request.
    pub(crate) fn deliver_up(&mut self, a: u64, b: u64) -> Checked {
        if self.network.ups.is_empty() {
            return Ok(());
        }
        let at = a as usize % self.network.ups.len();
        let is_doubled = self.setting.has_etags && b.is_multiple_of(29);
        let up = if is_doubled {
            self.network.ups[at].clone()
        } else {
            self.network.ups.remove(at)
        };
        let failure = Outcome::Failed(match b % 3 {
            0 => FailureKind::Server(500),
            1 => FailureKind::Network,
            _ => FailureKind::Unreadable,
        });
        let early = match b % 61 {
            _ if !self.clients[up.client].has_valid_token && up.life == self.clients[up.client].life => {
                Some(Outcome::Unauthorised)
            }
            0 | 1 => Some(failure.clone()),
            2 => Some(Outcome::RateLimited {
                retry_after: (b & 64 == 0).then_some(Millis(b % 2_000)),
            }),
            3 if !matches!(up.operation, Operation::Create { .. }) => Some(Outcome::Forbidden),
            4 => Some(Outcome::Rejected(Rejection::StillRunning))
                .filter(|_| matches!(up.operation, Operation::Create { .. })),
            5 if b & 128 == 0 => {
                Some(Outcome::NotFound).filter(|_| matches!(up.operation, Operation::Update { .. }))
            }
            _ => None,
        };
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

    /// Without ETags nothing is promised when somebody else writes between our read and our write. Where that is not
    /// what is tested, such a write never arrives.
    fn is_lost_race(&self, up: &Up) -> bool {
        let Operation::Update { patch, .. } = &up.operation else {
            return false;
        };
        !self.setting.has_etags
            && !self.setting.is_racing
            && (up.based_on + 1..self.server.history.len()).any(|revision| {
                let (before, after) = (&self.server.history[revision - 1], &self.server.history[revision]);
                self.server.authors[revision] != up.client
                    && patch
                        .changed()
                        .any(|field| before[field.index()] != after[field.index()])
            })
    }

    fn process(&mut self, up: &Up) -> Result<Outcome, String> {
        let done = self.server.process(up.client, &up.operation)?;
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

    fn lose(&mut self, a: u64, b: u64) {
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
    fn stop_lingering(&mut self, client: usize) {
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

    pub(crate) fn provide_token(&mut self, client: usize, b: u64) -> Checked {
        let person = &mut self.clients[client];
        let is_given = person.needs_sign_in || !b.is_multiple_of(4);
        if !person.awaits_token && !person.needs_sign_in {
            return Ok(());
        }
        person.awaits_token = false;
        person.needs_sign_in = false;
        person.has_valid_token |= is_given && !b.is_multiple_of(5);
        self.tell(
            client,
            if is_given {
                Event::TokenRefreshed
            } else {
                Event::TokenFailed
            },
        )
    }

    fn hear(&mut self, a: u64, b: u64) -> Checked {
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

    fn reload(&mut self, client: usize) -> Checked {
        if self.clients[client].session.is_created() && self.clients[client].session.created_id().is_none() {
            return Ok(());
        }
        self.stop_lingering(client);
        let person = &mut self.clients[client];
        person.reload();
        let kept = person.storage.clone();
        self.say(|| format!("{client} reloads, kept: {}", kept.is_some()));
        if let Some(snapshot) = kept {
            self.tell(client, Event::Restore(snapshot))?;
        }
        self.tell(client, Event::Load)
    }

    /// An event that must change nothing.
    fn tell_nothing(&mut self, client: usize, event: Event) -> Checked {
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

    /// Hands an event to a client, does what it asks, and checks everything.
    pub(crate) fn tell(&mut self, client: usize, event: Event) -> Checked {
        let line = self.is_traced.then(|| format!("{client} {event:?}"));
        let effects = self.clients[client].handle(event, self.now, &mut self.rng);
        if let Some(line) = line {
            let status = self.clients[client].session.status();
            self.trace
                .push(format!("{line} @{} => {effects:?} {status:?}", self.now));
        }
        for effect in effects {
            self.perform(client, effect)?;
        }
        checks::check(&mut self.clients[client], &self.server)
    }

    fn perform(&mut self, client: usize, effect: Effect) -> Checked {
        let now = self.now;
        let person = &mut self.clients[client];
        match effect {
            Effect::Send {
                request, operation, ..
            } => {
                checks::check_send(person, &operation, now)?;
                person.outstanding = Some(request);
                if matches!(operation, Operation::Create { .. }) {
                    self.counts.creates += 1;
                }
                let based_on = person.revision;
                self.network.ups.push(Up {
                    client,
                    life: person.life,
                    request,
                    operation,
                    based_on,
                });
            }
            Effect::Abort { request } => {
                if person.outstanding.take() != Some(request) {
                    return Err("aborted what is not under way".into());
                }
                self.stop_lingering(client);
            }
            Effect::SetTimer { id, after } => {
                if person.timer.replace((id, now + after.0)).is_some() {
                    return Err("two timers at once".into());
                }
            }
            Effect::CancelTimer { id } => {
                if person.timer.take().map(|timer| timer.0) != Some(id) {
                    return Err("cancelled a timer that does not run".into());
                }
            }
            Effect::RefreshToken => {
                if std::mem::replace(&mut person.awaits_token, true) {
                    return Err("the token provider was asked twice at once".into());
                }
                person.needs_sign_in = false;
            }
            Effect::AuthRequired => {
                person.awaits_token = false;
                person.needs_sign_in = true;
            }
            Effect::Persist(snapshot) => person.storage = Some(snapshot),
            Effect::Forget => person.storage = None,
            Effect::NavigateTo { .. } => {
                if person.session.has_unsaved_work() {
                    return Err("navigated away from unsaved work".into());
                }
            }
            Effect::Broadcast { etag } => self.network.news.push((1 - client, etag)),
            Effect::Announce(notice) => self.count(notice),
        }
        Ok(())
    }

    fn count(&mut self, notice: Notice) {
        match notice {
            Notice::Conflict { .. } => self.counts.conflicts += 1,
            Notice::Merged { .. } => self.counts.merges += 1,
            Notice::Restored { .. } => self.counts.restored += 1,
            Notice::Undone { .. } => self.counts.undone += 1,
            Notice::NotSaved { .. } => self.counts.refused += 1,
            _ => {}
        }
    }

    pub(crate) fn is_settled(&self, client: usize) -> bool {
        matches!(
            self.clients[client].session.status(),
            SessionStatus::Ready | SessionStatus::Saved
        )
    }

    pub(crate) fn shows_what_the_gateway_holds(&self, client: usize) -> bool {
        Field::ALL.into_iter().all(|field| {
            value(&self.clients[client].session.field(field).text) == self.server.current()[field.index()]
        })
    }
}
