//! The world of a schedule: one gateway, two clients, the network between, and the steps that move them.

use cyrexa_contract::Field;
use cyrexa_editor::{Clocks, Effect, Event, FieldSet, Notice, Operation, SessionStatus};

use crate::Counts;
use crate::checks;
use crate::client::{Client, value};
use crate::network::{Network, Up};
use crate::rng::Rng;
use crate::server::Server;

/// What does not change during a schedule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub(crate) has_etags: bool,
    /// Without ETags: whether somebody else may write between our read and our write, and a request given up
    /// on may still be done. Then only convergence is promised.
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

/// The number that makes the network deliver normally: no remainder of it means a fault or a duplicate.
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
    /// By the monotonic clock.
    pub(crate) now: u64,
    /// How far the wall clock is off: people and time servers set it.
    pub(crate) wall_offset: i64,
    pub(crate) rng: Rng,
    pub(crate) counts: Counts,
    pub(crate) trace: Vec<String>,
    pub(crate) is_traced: bool,
    pub(crate) tokens: u64,
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
            wall_offset: 1_800_000_000_000,
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
            125 => {
                let jump = [-3_600_000, -1_000, 1_000, 3_600_000][(b % 4) as usize];
                self.wall_offset += jump;
                self.counts.jumps += 1;
                Ok(())
            }
            _ => {
                self.now += b % 700;
                Ok(())
            }
        }
    }

    pub(crate) fn clocks(&self) -> Clocks {
        Clocks {
            monotonic: self.now as f64,
            wall: (self.now as i64 + self.wall_offset) as f64,
        }
    }

    pub(crate) fn open(&mut self, client: usize) -> Checked {
        if self.is_open[client] || !(self.server.exists() || self.clients[client].is_creating) {
            return Ok(());
        }
        self.is_open[client] = true;
        self.tell(client, Event::Load)
    }

    /// Hands an event to a client, does what it asks, and checks everything.
    pub(crate) fn tell(&mut self, client: usize, event: Event) -> Checked {
        let is_taken_back = match &event {
            Event::Edit { field, .. } => FieldSet::of(*field),
            Event::Discard | Event::ResolveConflict(_) => Field::ALL.into_iter().collect(),
            _ => FieldSet::EMPTY,
        };
        let line = self.is_traced.then(|| format!("{client} {event:?}"));
        let clocks = self.clocks();
        let effects = self.clients[client].handle(event, clocks, &mut self.rng);
        if let Some(line) = line {
            let status = self.clients[client].session.status();
            self.trace
                .push(format!("{line} @{} => {effects:?} {status:?}", self.now));
        }
        for effect in effects {
            self.perform(client, effect)?;
        }
        let person = &mut self.clients[client];
        checks::check(person, &self.server)?;
        if self.setting.is_safe() {
            checks::check_acknowledged(client, person, &self.server)?;
        }
        checks::check_asked(person, &self.server, is_taken_back)
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
                person.last_sent = request;
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
                    is_twin: false,
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
            Effect::Announce(notice) => {
                if self.setting.is_safe() {
                    checks::check_notice(client, person, &self.server, notice)?;
                }
                self.count(notice);
            }
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
            let shown = &self.clients[client].session.field(field).text;
            value(field, shown) == self.server.current()[field.index()]
        })
    }
}
