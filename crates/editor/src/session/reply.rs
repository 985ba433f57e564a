//! What came of the request under way.

use cyrexa_contract::{Customer, Field, Patch};

use super::{Auth, ReadFailure, Session, Turn};
use crate::history::Batch;
use crate::queue::{InFlight, RequestKind};
use crate::{Effect, FailureKind, FieldSet, Millis, Notice, Outcome, Rejection, Target, Why};

/// Versions in a row by which a write may be overtaken before it slows down: a gateway that always says 412
/// must not be asked in a tight loop.
const MOST_OVERTAKEN: u32 = 3;

impl Session {
    /// The answer to the request under way.
    pub(super) fn reply(&mut self, outcome: Outcome, turn: &mut Turn) {
        let Some(InFlight { kind, .. }) = self.queue.in_flight.take() else {
            return;
        };
        self.note_foreign_answer(&outcome);
        match outcome {
            Outcome::Unauthorised => return self.unauthorised(kind, turn),
            // Perhaps a login proxy's: a new token may be all that is missing. The write may have been done.
            Outcome::Failed(FailureKind::MaybeSignedOut) if self.auth == Auth::Trusted => {
                self.put_back(kind);
                self.auth = Auth::Refreshing;
                return turn.effects.push(Effect::RefreshToken);
            }
            Outcome::RateLimited { retry_after } => return self.wait(kind, retry_after, turn),
            Outcome::Failed(failure) => return self.failed(kind, failure, turn),
            _ => self.auth = Auth::Trusted,
        }
        match kind {
            RequestKind::Read => self.read(outcome, turn),
            RequestKind::Update(patch) => self.updated(patch, outcome, turn),
            RequestKind::Create => self.created(outcome, turn),
        }
    }

    /// Remembers an answer that is not the gateway's own. A broken connection is not one.
    const fn note_foreign_answer(&mut self, outcome: &Outcome) {
        self.foreign_answer = match (outcome, self.foreign_answer) {
            (Outcome::Failed(FailureKind::Network | FailureKind::Timeout), before) => before,
            (Outcome::Failed(FailureKind::Server(_)), _) => None,
            (Outcome::Failed(kind), Some((_, times))) => Some((*kind, times.saturating_add(1))),
            (Outcome::Failed(kind), None) => Some((*kind, 1)),
            _ => None,
        };
    }

    /// Whether a record is of the customer that is edited. The caller has compared the ids; so does the
    /// session.
    fn is_of_target(&self, customer: &Customer) -> bool {
        matches!(self.target, Target::Edit { id } if id == customer.id)
    }

    fn read(&mut self, outcome: Outcome, turn: &mut Turn) {
        match outcome {
            Outcome::Read { customer, .. } if !self.is_of_target(&customer) => {
                self.of_another(RequestKind::Read, turn);
            }
            Outcome::Read { customer, etag } => self.take_read(*customer, etag, turn),
            // The replica that was read has not heard of a new customer yet.
            Outcome::NotFound if self.is_create_unseen() && self.reads_again(turn) => {}
            Outcome::NotFound => self.read_refused(ReadFailure::NotFound, Why::NotFound, turn),
            Outcome::Forbidden => self.read_refused(ReadFailure::Forbidden, Why::Forbidden, turn),
            Outcome::Rejected(_) => {
                self.read_refused(ReadFailure::Failed(FailureKind::Unreadable), Why::Refused, turn)
            }
            _ => self.failed(RequestKind::Read, FailureKind::Unreadable, turn),
        }
    }

    /// Without a readable record nothing can be said to be saved.
    fn read_refused(&mut self, failure: ReadFailure, why: Why, turn: &mut Turn) {
        self.reading.failure = Some(failure);
        self.reading.is_needed = false;
        self.saved = FieldSet::EMPTY;
        self.batch = Batch::default();
        if let Some(acknowledged) = self.queue.acknowledged.take() {
            self.queue.sent.add(&acknowledged.patch);
            if acknowledged.is_create {
                // It exists and cannot be read: what it was created with is all there is to know.
                let baseline = self.baseline.get_or_insert_default();
                baseline.apply(&acknowledged.patch);
                for field in acknowledged.patch.changed() {
                    let text = acknowledged.patch.get(field).value().cloned();
                    self.ancestor.set(field, text);
                }
            } else if !acknowledged.is_discarded {
                self.keep_as_text(&acknowledged.patch);
                self.queue.put_back(acknowledged.patch);
            }
        }
        let patch = std::mem::take(&mut self.queue.waiting);
        if !patch.is_empty() {
            self.drop_patch(&patch, why, Vec::new(), turn);
        }
    }

    fn updated(&mut self, patch: Patch, outcome: Outcome, turn: &mut Turn) {
        match outcome {
            Outcome::Saved {
                customer: Some(customer),
                ..
            } if !self.is_of_target(&customer) => self.of_another(RequestKind::Update(patch), turn),
            Outcome::Saved { customer, etag } => {
                let record = customer.map(|customer| (*customer, etag.clone()));
                self.acknowledge(patch, record, etag, false, turn);
            }
            Outcome::Conflict { current, etag } => {
                // Browsers send a PUT again by themselves when a connection breaks: it may be our own that
                // overtook us.
                self.queue.sent.add(&patch);
                self.queue.put_back(patch);
                let current = current.filter(|customer| self.is_of_target(customer));
                self.overtaken(current.map(|customer| *customer), etag, turn);
            }
            Outcome::Rejected(Rejection::StillRunning) => self.wait(RequestKind::Update(patch), None, turn),
            Outcome::Rejected(rejection) => self.refused(&patch, rejection, turn),
            Outcome::Forbidden => self.dropped(&patch, Why::Forbidden, turn),
            Outcome::NotFound => self.dropped(&patch, Why::NotFound, turn),
            _ => self.failed(RequestKind::Update(patch), FailureKind::Unreadable, turn),
        }
    }

    /// Refused by `If-Match`. One that comes with the record as we know it is no conflict: the tag does not
    /// reach the gateway as the gateway wrote it (a proxy that compresses changes it).
    fn overtaken(&mut self, current: Option<Customer>, etag: Option<String>, turn: &mut Turn) {
        self.overtaken = self.overtaken.saturating_add(1);
        if self.overtaken > MOST_OVERTAKEN {
            self.retry.back_off(&self.config, turn.now, turn.entropy, None);
        }
        let Some(customer) = current else {
            self.version.is_refused_unseen();
            self.reading.is_needed = true;
            return;
        };
        let is_same = Field::ALL
            .into_iter()
            .all(|field| customer.text(field) == self.stored(field));
        let is_nothing = self
            .version
            .is_refused_for_nothing(etag.as_ref(), is_same, MOST_OVERTAKEN);
        if !is_nothing || etag.is_some() {
            self.take_record(customer, etag, turn);
        }
    }

    /// A record of another customer: nothing of it is shown or used.
    fn of_another(&mut self, kind: RequestKind, turn: &mut Turn) {
        let kind_of_failure = FailureKind::OtherCustomer;
        self.note_foreign_answer(&Outcome::Failed(kind_of_failure));
        self.failed(kind, kind_of_failure, turn);
    }

    /// Whether a create was acknowledged whose customer no read has shown yet.
    fn is_create_unseen(&self) -> bool {
        self.queue
            .acknowledged
            .as_ref()
            .is_some_and(|acknowledged| acknowledged.is_create)
    }

    fn refused(&mut self, patch: &Patch, rejection: Rejection, turn: &mut Turn) {
        let (why, violations) = match rejection {
            Rejection::Invalid(violations) => (Why::Invalid, violations),
            Rejection::Duplicate => (Why::Duplicate, Vec::new()),
            Rejection::StillRunning | Rejection::Other => (Why::Refused, Vec::new()),
        };
        self.drop_patch(patch, why, violations, turn);
        self.read_after_refusal();
    }

    fn dropped(&mut self, patch: &Patch, why: Why, turn: &mut Turn) {
        self.drop_patch(patch, why, Vec::new(), turn);
        self.read_after_refusal();
    }

    /// An earlier attempt of the same patch may have been done all the same: then nothing is settled before
    /// the read.
    fn read_after_refusal(&mut self) {
        if self.target != Target::Create {
            self.reading.is_wanted = true;
            self.reading.is_needed |= !self.queue.sent.0.is_empty();
        }
    }

    fn created(&mut self, outcome: Outcome, turn: &mut Turn) {
        let Some(attempt) = self.queue.create.take() else {
            return;
        };
        match outcome {
            Outcome::Created { id, customer, etag } => {
                self.exists(&attempt.patch, id, customer.map(|customer| *customer), etag, turn);
            }
            Outcome::Rejected(Rejection::StillRunning) => {
                self.queue.create = Some(attempt);
                self.wait(RequestKind::Create, None, turn);
            }
            Outcome::Rejected(rejection) => {
                let patch = self.with_later_changes(attempt.patch);
                self.refused(&patch, rejection, turn);
            }
            Outcome::Forbidden => {
                let patch = self.with_later_changes(attempt.patch);
                self.dropped(&patch, Why::Forbidden, turn);
            }
            Outcome::NotFound => {
                let patch = self.with_later_changes(attempt.patch);
                self.dropped(&patch, Why::NotFound, turn);
            }
            _ => {
                self.queue.create = Some(attempt);
                self.failed(RequestKind::Create, FailureKind::Unreadable, turn);
            }
        }
    }

    /// What was asked to be saved after a create fails with it.
    fn with_later_changes(&mut self, patch: Patch) -> Patch {
        self.queue.put_back(patch);
        std::mem::take(&mut self.queue.waiting)
    }

    /// The customer exists: from here on it is edited, if we know which one it is.
    fn exists(
        &mut self,
        patch: &Patch,
        id: Option<i64>,
        customer: Option<Customer>,
        etag: Option<String>,
        turn: &mut Turn,
    ) {
        self.created = Some(id);
        turn.announce(Notice::Created);
        if let Some(id) = id {
            self.target = Target::Edit { id };
            self.baseline = Some(Customer {
                id,
                ..Customer::default()
            });
            let record = customer.filter(|customer| customer.id == id);
            let record = record.map(|customer| (customer, etag.clone()));
            self.acknowledge(patch.clone(), record, etag, true, turn);
        } else {
            // Nothing can be read of it: that it exists is all there is to know.
            let mut record = Customer::default();
            record.apply(patch);
            self.settle(patch, record, etag, turn);
        }
        // Being taken back is for updates: a create has nothing before it.
        self.batch = Batch::default();
        let rest = if id.is_none() {
            std::mem::take(&mut self.queue.waiting)
        } else {
            Patch::default()
        };
        if !rest.is_empty() {
            self.drop_patch(&rest, Why::Unlinked, Vec::new(), turn);
        }
    }

    /// No usable answer. Writes are tried again, and reads on which a write depends; others are not.
    fn failed(&mut self, kind: RequestKind, failure: FailureKind, turn: &mut Turn) {
        match kind {
            RequestKind::Read if !self.is_read_for_write() => {
                self.reading.is_stale = true;
                if self.baseline.is_none() {
                    self.reading.failure = Some(ReadFailure::Failed(failure));
                }
                return;
            }
            kind => self.put_back(kind),
        }
        self.retry.back_off(&self.config, turn.now, turn.entropy, None);
    }

    /// What has no answer is asked for again; a write may have been done.
    fn put_back(&mut self, kind: RequestKind) {
        match kind {
            RequestKind::Read => self.reading.is_wanted = true,
            RequestKind::Create => {}
            RequestKind::Update(patch) => {
                self.queue.sent.add(&patch);
                self.queue.put_back(patch);
            }
        }
    }

    /// The gateway asks to wait. A proxy may answer so after the work is done.
    fn wait(&mut self, kind: RequestKind, retry_after: Option<Millis>, turn: &mut Turn) {
        self.put_back(kind);
        self.retry
            .back_off(&self.config, turn.now, turn.entropy, retry_after);
    }

    /// Nothing was done. The provider is asked once; a token that is new and refused all the same ends it.
    fn unauthorised(&mut self, kind: RequestKind, turn: &mut Turn) {
        match kind {
            RequestKind::Read => self.reading.is_wanted = true,
            RequestKind::Update(patch) => self.queue.put_back(patch),
            RequestKind::Create => {
                if let Some(attempt) = &mut self.queue.create {
                    attempt.is_unsure = attempt.was_unsure;
                }
            }
        }
        if self.auth == Auth::Trusted {
            self.auth = Auth::Refreshing;
            turn.effects.push(Effect::RefreshToken);
        } else {
            self.require_sign_in(turn);
        }
    }
}
