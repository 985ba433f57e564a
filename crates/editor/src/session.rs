//! The session: its state, and the one function that changes it.
//!
//! **Invariant.** What is shown is `draft over (pending over baseline)`, always derived. Per field,
//! `ancestor` is the confirmed text that unsaved work on it began with; without unsaved work it is the
//! baseline's. A clash is derived from the three.

mod edit;
mod link;
mod record;
mod reply;
mod restore;
mod seen;
mod send;
mod view;

use std::fmt;

use cyrexa_contract::{Customer, Field};

use crate::draft::Draft;
use crate::history::Batch;
use crate::queue::Queue;
use crate::retry::Retry;
use crate::texts::Texts;
use crate::version::Version;
use crate::{Config, Effect, Entropy, Event, FailureKind, FieldSet, Millis, Notice, Snapshot, Target};

/// One customer being created or edited.
pub struct Session {
    config: Config,
    /// A create becomes an edit when its id is known.
    target: Target,
    /// As last confirmed by the gateway; none before the first read.
    baseline: Option<Customer>,
    /// The version of it.
    version: Version,
    ancestor: Texts,
    draft: Draft,
    queue: Queue,
    reading: Reading,
    is_online: bool,
    auth: Auth,
    /// `auth` is `Required` because the provider failed, not because the user is signed out.
    is_token_unusable: bool,
    retry: Retry,
    /// Versions in a row that were overtaken before our write came.
    overtaken: u32,
    /// Confirmed since it was last touched.
    saved: FieldSet,
    /// Confirmed since the queue was last empty.
    batch: Batch,
    last_save: Option<Batch>,
    /// Outer: whether a create succeeded. Inner: the id, where the gateway returned one.
    created: Option<Option<i64>>,
    has_navigated: bool,
    /// The clashes that were announced.
    announced: FieldSet,
    /// What storage holds.
    persisted: Option<Snapshot>,
    /// Why the last answer was not the gateway's own, and how many in a row were not.
    foreign_answer: Option<(FailureKind, u32)>,
    ids: u32,
}

/// The state of reading.
#[derive(Default)]
struct Reading {
    /// A read is to be sent.
    is_wanted: bool,
    /// The state of the record is unknown until a read succeeds: that read is retried.
    is_needed: bool,
    /// A newer version is known to exist.
    is_stale: bool,
    /// The version named by the last `RemoteChanged`.
    announced_version: Option<String>,
    failure: Option<ReadFailure>,
    /// Records that have been replaced, newest last: without ETags, an older one is recognised by its texts.
    replaced: Vec<Texts>,
    /// Reads in a row that showed an older record than is known to exist.
    older_reads: u32,
}

#[derive(Clone, Copy)]
enum ReadFailure {
    NotFound,
    Forbidden,
    Failed(FailureKind),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Auth {
    /// The token is good as far as we know.
    Trusted,
    /// Refused once; the provider is asked.
    Refreshing,
    /// New and unproven: if it is refused too, the provider is not asked again.
    Renewed,
    /// Sign-in is needed.
    Required,
}

/// One call of `handle`: what comes with the event, and what is to be done.
struct Turn {
    now: Millis,
    entropy: Entropy,
    /// The baseline was read in this very turn: a write without `If-Match` may follow it.
    is_fresh: bool,
    effects: Vec<Effect>,
}

impl Turn {
    fn announce(&mut self, notice: Notice) {
        self.effects.push(Effect::Announce(notice));
    }
}

impl Session {
    /// A session in which nothing has happened; `Load` (and `Restore` before it) starts it.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let is_create = config.target == Target::Create;
        Self {
            target: config.target,
            baseline: is_create.then(Customer::default),
            version: Version::default(),
            ancestor: Texts::default(),
            draft: Draft::default(),
            queue: Queue::default(),
            reading: Reading::default(),
            is_online: config.online,
            auth: Auth::Trusted,
            is_token_unusable: false,
            retry: Retry::default(),
            overtaken: 0,
            saved: FieldSet::EMPTY,
            batch: Batch::default(),
            last_save: None,
            created: None,
            has_navigated: false,
            announced: FieldSet::EMPTY,
            persisted: None,
            foreign_answer: None,
            ids: 0,
            config,
        }
    }

    /// Handles an event; returns the effects to carry out, in order. Never panics.
    #[must_use = "effects are to be done"]
    pub fn handle(&mut self, event: Event, now: Millis, entropy: Entropy) -> Vec<Effect> {
        let mut turn = Turn {
            now,
            entropy,
            is_fresh: false,
            effects: Vec::new(),
        };
        // A late, doubled or unknown reply changes nothing, not even what time would have changed.
        if matches!(&event, Event::Reply { request, .. } if !self.queue.is_answered_by(*request)) {
            return turn.effects;
        }
        match event {
            Event::Load => self.load(),
            Event::Edit { field, text } => self.edit(field, text),
            Event::Blur { field } => self.blur(field),
            Event::Save => self.save(&mut turn),
            Event::Discard => self.discard(&mut turn),
            Event::Undo => self.undo(),
            Event::Retry => self.retry(&mut turn),
            Event::Reply { outcome, .. } => self.reply(outcome, &mut turn),
            Event::Online => self.online(&mut turn),
            Event::Offline => self.offline(&mut turn),
            Event::Timer { id } => self.timer(id),
            Event::RemoteChanged { etag } => self.remote_changed(etag),
            Event::ResolveConflict(choices) => self.resolve(choices),
            Event::Restore(snapshot) => self.restore(snapshot, &mut turn),
            Event::TokenRefreshed => self.token_refreshed(),
            Event::TokenFailed => self.token_failed(false, &mut turn),
            Event::TokenUnusable => self.token_failed(true, &mut turn),
        }
        self.reconcile();
        self.send_next(&mut turn);
        self.close(&mut turn);
        turn.effects
    }

    /// The end of every turn: what follows from the state, whatever the event was.
    fn close(&mut self, turn: &mut Turn) {
        self.sync_ancestor();
        if !self.queue.is_busy() && !self.reading.is_needed && !self.batch.fields.is_empty() {
            self.retry.forget_failures();
            self.overtaken = 0;
            let batch = std::mem::take(&mut self.batch);
            // A newer text of such a field may have been refused.
            let fields: FieldSet = batch
                .fields
                .iter()
                .filter(|field| self.saved.contains(*field))
                .collect();
            if !fields.is_empty() {
                turn.announce(if batch.is_undo {
                    Notice::Undone { fields }
                } else {
                    Notice::Saved { fields }
                });
            }
            self.last_save = Some(batch);
        }
        let clashes = self.clashes();
        if clashes.iter().any(|field| !self.announced.contains(field)) {
            turn.announce(Notice::Conflict { fields: clashes });
        }
        self.announced = clashes;
        if let Some(Some(id)) = self.created
            && !self.has_navigated
            && !self.has_unsaved_work()
        {
            self.has_navigated = true;
            turn.effects.push(Effect::NavigateTo { id });
        }
        self.persist(turn);
    }

    fn stored(&self, field: Field) -> Option<&str> {
        self.baseline.as_ref().and_then(|customer| customer.text(field))
    }

    /// The pending patches replayed over the baseline.
    fn pending(&self, field: Field) -> Option<&str> {
        self.queue.change(field).over(self.stored(field))
    }

    /// Whether text is typed that is neither stored nor on its way.
    fn is_dirty(&self, field: Field) -> bool {
        let typed = self.draft.get(field);
        typed.text.is_some() && !typed.is_stored_as(self.pending(field))
    }

    /// A create succeeded without an id: nothing more can be sent.
    const fn is_unlinked(&self) -> bool {
        matches!(self.created, Some(None))
    }

    const fn next_id(&mut self) -> u32 {
        self.ids = self.ids.wrapping_add(1);
        self.ids
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("target", &self.target)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
