//! One person at one screen: the session, what its effects asked for, and what the person remembers.

use std::collections::HashSet;

use cyrexa_contract::{Change, Field, normal_form};
use cyrexa_editor::{Choice, Clocks, Config, Entropy, Event, RequestId, Session, Snapshot, Target, TimerId};

use crate::rng::Rng;
use crate::server::ID;

pub(crate) type Texts = [Option<String>; Field::ALL.len()];

pub(crate) struct Client {
    pub(crate) session: Session,
    pub(crate) life: u32,
    pub(crate) is_creating: bool,
    pub(crate) persist: bool,
    pub(crate) storage: Option<Snapshot>,
    pub(crate) timer: Option<(TimerId, u64)>,
    /// The request that the session waits for.
    pub(crate) outstanding: Option<RequestId>,
    /// The last request of this life; and the last before the person discarded: such may still be done,
    /// unheard.
    pub(crate) last_sent: RequestId,
    pub(crate) discarded: RequestId,
    pub(crate) awaits_token: bool,
    pub(crate) needs_sign_in: bool,
    pub(crate) has_valid_token: bool,
    pub(crate) is_online: bool,
    /// No request may go before this.
    pub(crate) floor: u64,
    /// What the person typed last in each field and has not taken back.
    pub(crate) typed: Texts,
    /// Whether the person has left the field since: only then its text may become what would be stored.
    pub(crate) has_left: [bool; Field::ALL.len()],
    /// What the person has seen as the record's text, per field.
    pub(crate) seen: [HashSet<Option<String>>; Field::ALL.len()],
    /// What this person asked to be saved: another client that saves the same overwrites nothing.
    pub(crate) own: [HashSet<Option<String>>; Field::ALL.len()],
    /// What was shown as on its way, by the step before.
    pub(crate) saving: [Option<Option<String>>; Field::ALL.len()],
    pub(crate) key: Option<String>,
    pub(crate) may_use_new_key: bool,
    /// The revision last shown as confirmed, in this life.
    pub(crate) revision: usize,
    /// Every revision shown as confirmed in this life, newest last.
    pub(crate) shown: Vec<usize>,
    /// Older records read since the newest one was.
    pub(crate) stale_reads: u32,
    /// Writes whose acknowledgement has arrived in this life.
    pub(crate) acknowledged: HashSet<RequestId>,
}

impl Client {
    pub(crate) fn new(is_creating: bool, persist: bool) -> Self {
        Self {
            session: session(is_creating, persist, true),
            life: 0,
            is_creating,
            persist,
            storage: None,
            timer: None,
            outstanding: None,
            last_sent: RequestId(0),
            discarded: RequestId(0),
            awaits_token: false,
            needs_sign_in: false,
            has_valid_token: true,
            is_online: true,
            floor: 0,
            typed: Texts::default(),
            has_left: Default::default(),
            seen: Default::default(),
            own: Default::default(),
            saving: Default::default(),
            key: None,
            may_use_new_key: true,
            revision: 0,
            shown: Vec::new(),
            stale_reads: 0,
            acknowledged: HashSet::new(),
        }
    }

    /// A new page; what the old one was waiting for is lost to it.
    pub(crate) fn reload(&mut self) {
        self.is_creating &= !self.session.is_created() || self.storage.is_some();
        self.session = session(self.is_creating, self.persist, self.is_online);
        self.life += 1;
        self.timer = None;
        self.outstanding = None;
        self.last_sent = RequestId(0);
        self.discarded = RequestId(0);
        self.awaits_token = false;
        self.needs_sign_in = false;
        self.floor = 0;
        self.revision = 0;
        self.shown.clear();
        self.acknowledged.clear();
        self.saving = Default::default();
        if !self.persist {
            self.typed = Texts::default();
        }
    }

    pub(crate) fn handle(
        &mut self,
        event: Event,
        clocks: Clocks,
        rng: &mut Rng,
    ) -> Vec<cyrexa_editor::Effect> {
        match &event {
            Event::Edit { field, .. } => self.has_left[field.index()] = false,
            Event::Blur { field } => self.has_left[field.index()] = true,
            // What was written in the dialog has been left with it.
            Event::ResolveConflict(choices) => {
                for (field, choice) in choices {
                    self.has_left[field.index()] |= matches!(choice, Choice::Edit(_));
                }
            }
            _ => {}
        }
        let entropy = Entropy((u128::from(rng.next()) << 64) | u128::from(rng.next()));
        self.session.handle(event, clocks.session_time(), entropy)
    }

    /// The revision that counts as confirmed at this moment.
    pub(crate) fn revision_now(&self) -> usize {
        let stamp = self.session.baseline().and_then(|record| record.total_deposits);
        stamp.map_or(0, |revision| revision as usize)
    }

    pub(crate) fn forget_typed(&mut self, field: Field) {
        self.typed[field.index()] = None;
    }
}

fn session(is_creating: bool, persist: bool, online: bool) -> Session {
    let target = if is_creating {
        Target::Create
    } else {
        Target::Edit { id: ID }
    };
    Session::new(Config {
        persist,
        online,
        ..Config::new(target)
    })
}

/// The text as the record would hold it.
pub(crate) fn value(field: Field, text: &str) -> Option<String> {
    match normal_form(field, text) {
        Change::Set(text) => Some(text),
        Change::Keep | Change::Clear => None,
    }
}
