//! A screen for the stories: it drives a session by a person's verbs and keeps what went out.

use cyrexa_contract::{Customer, Field, Patch};
use cyrexa_editor::{
    Config, Effect, Entropy, Event, FailureKind, FieldStatus, Millis, Notice, Operation, Outcome, RequestId,
    Session, SessionStatus, Snapshot, Target, TimerId,
};

pub(crate) const ID: i64 = 7;

pub(crate) struct Screen {
    pub(crate) session: Session,
    pub(crate) now: u64,
    pub(crate) entropy: u128,
    /// Everything that went out, oldest first.
    pub(crate) sent: Vec<(RequestId, Operation)>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) kept: Option<Snapshot>,
    pub(crate) timer: Option<(TimerId, u64)>,
}

impl Screen {
    pub(crate) fn new(config: Config) -> Self {
        Self {
            session: Session::new(config),
            now: 1_000,
            entropy: 0,
            sent: Vec::new(),
            notices: Vec::new(),
            kept: None,
            timer: None,
        }
    }

    /// A profile as read from a gateway with ETags: Ana, in version 1.
    pub(crate) fn profile() -> Self {
        Self::read(
            Config {
                persist: true,
                ..Config::new(Target::Edit { id: ID })
            },
            Some("1"),
        )
    }

    /// The same from a gateway that has only what upstream documents.
    pub(crate) fn profile_without_etags() -> Self {
        Self::read(Config::new(Target::Edit { id: ID }), None)
    }

    fn read(config: Config, etag: Option<&str>) -> Self {
        let mut screen = Self::new(config);
        screen.tell(Event::Load);
        screen.answer(read(ana(), etag));
        screen
    }

    pub(crate) fn tell(&mut self, event: Event) -> Vec<Effect> {
        let effects = self
            .session
            .handle(event, Millis(self.now), Entropy(self.entropy));
        for effect in &effects {
            match effect {
                Effect::Send {
                    request, operation, ..
                } => self.sent.push((*request, operation.clone())),
                Effect::Announce(notice) => self.notices.push(*notice),
                Effect::Persist(snapshot) => self.kept = Some(snapshot.clone()),
                Effect::Forget => self.kept = None,
                Effect::SetTimer { id, after } => self.timer = Some((*id, after.0)),
                Effect::CancelTimer { .. } => self.timer = None,
                _ => {}
            }
        }
        effects
    }

    pub(crate) fn types(&mut self, field: Field, text: &str) {
        self.tell(Event::Edit {
            field,
            text: text.to_owned(),
        });
    }

    pub(crate) fn saves(&mut self) -> Vec<Effect> {
        self.tell(Event::Save)
    }

    /// Types and saves.
    pub(crate) fn changes(&mut self, field: Field, text: &str) {
        self.types(field, text);
        self.saves();
    }

    /// Answers the request that went out last.
    pub(crate) fn answer(&mut self, outcome: Outcome) -> Vec<Effect> {
        let request = self.sent.last().expect("something was sent").0;
        self.tell(Event::Reply { request, outcome })
    }

    pub(crate) fn loses_the_network(&mut self) {
        self.tell(Event::Offline);
    }

    pub(crate) fn is_back_online(&mut self) {
        self.tell(Event::Online);
    }

    pub(crate) fn timer_runs_out(&mut self) {
        let (id, after) = self.timer.take().expect("a timer runs");
        self.now += after;
        self.tell(Event::Timer { id });
    }

    /// Another page on what storage holds.
    pub(crate) fn reloads(&mut self, config: Config) {
        self.session = Session::new(config);
        self.timer = None;
        if let Some(snapshot) = self.kept.clone() {
            self.tell(Event::Restore(snapshot));
        }
    }

    /// How many requests of each kind went out: reads, creates, updates.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        let count =
            |is: fn(&Operation) -> bool| self.sent.iter().filter(|(_, operation)| is(operation)).count();
        (
            count(|operation| matches!(operation, Operation::Read { .. })),
            count(|operation| matches!(operation, Operation::Create { .. })),
            count(|operation| matches!(operation, Operation::Update { .. })),
        )
    }

    pub(crate) fn last_is_read(&self) -> bool {
        matches!(self.sent.last(), Some((_, Operation::Read { .. })))
    }

    /// The patch that went out last, and the version that it names.
    pub(crate) fn last_update(&self) -> (Patch, Option<&str>) {
        match self.sent.last() {
            Some((_, Operation::Update { patch, if_match, .. })) => (patch.clone(), if_match.as_deref()),
            other => panic!("no update went out last, but {other:?}"),
        }
    }

    pub(crate) fn text(&self, field: Field) -> String {
        self.session.field(field).text
    }

    pub(crate) fn state(&self, field: Field) -> FieldStatus {
        self.session.field(field).status
    }

    pub(crate) fn status(&self) -> SessionStatus {
        self.session.status()
    }

    /// Whether anybody else was said to have changed anything.
    pub(crate) fn blames_somebody(&self) -> bool {
        self.notices.iter().any(|notice| {
            matches!(
                notice,
                Notice::ChangedElsewhere { .. } | Notice::Merged { .. } | Notice::Conflict { .. }
            )
        })
    }

    pub(crate) fn has_said(&self, notice: Notice) -> bool {
        self.notices.contains(&notice)
    }
}

pub(crate) fn ana() -> Customer {
    customer(&[
        (Field::Name, "Ana"),
        (Field::Email, "ana@example.org"),
        (Field::Phone, "+351 900 000 001"),
    ])
}

pub(crate) fn customer(texts: &[(Field, &str)]) -> Customer {
    let mut customer = Customer {
        id: ID,
        ..Customer::default()
    };
    for (field, text) in texts {
        customer.set_text(*field, Some((*text).to_owned()));
    }
    customer
}

/// Ana with other texts; an empty one is cleared.
pub(crate) fn ana_with(texts: &[(Field, &str)]) -> Customer {
    let mut customer = ana();
    for (field, text) in texts {
        customer.set_text(*field, Some((*text).to_owned()).filter(|text| !text.is_empty()));
    }
    customer
}

pub(crate) fn set(field: Field, text: &str) -> Patch {
    Patch::of(field, cyrexa_contract::normal_form(field, text))
}

pub(crate) fn read(customer: Customer, etag: Option<&str>) -> Outcome {
    Outcome::Read {
        customer: Box::new(customer),
        etag: etag.map(str::to_owned),
    }
}

pub(crate) fn saved(customer: Customer, etag: &str) -> Outcome {
    Outcome::Saved {
        customer: Some(Box::new(customer)),
        etag: Some(etag.to_owned()),
    }
}

/// The documented answer: 200 and nothing else.
pub(crate) fn saved_silently() -> Outcome {
    Outcome::Saved {
        customer: None,
        etag: None,
    }
}

pub(crate) fn overtaken(current: Customer, etag: &str) -> Outcome {
    Outcome::Conflict {
        current: Some(Box::new(current)),
        etag: Some(etag.to_owned()),
    }
}

pub(crate) fn no_network() -> Outcome {
    Outcome::Failed(FailureKind::Network)
}
