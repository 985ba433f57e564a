//! Keeping unsaved work for after a reload, and taking it back: judged by the rules of today before anything
//! is sent.

use cyrexa_contract::{Change, Customer, FINGERPRINT, Field, Operation, Patch};

use super::{Session, Turn};
use crate::queue::{CreateAttempt, InFlight, RequestKind};
use crate::snapshot::{Work, patch_of};
use crate::{Effect, FieldSet, Notice, Snapshot, Target};

impl Session {
    /// Hands out what is unsaved, when it is not what storage holds already.
    pub(super) fn persist(&mut self, turn: &mut Turn) {
        if !self.config.persist {
            return;
        }
        let work = if self.has_unsaved_work() {
            Some(self.work().write())
        } else {
            None
        };
        if work == self.persisted {
            return;
        }
        turn.effects
            .push(work.clone().map_or(Effect::Forget, Effect::Persist));
        self.persisted = work;
    }

    fn work(&self) -> Work {
        let mut work = Work {
            contract: FINGERPRINT.to_owned(),
            is_created: self.created.is_some(),
            etag: self.version.etag().cloned(),
            baseline: patch_of(|field| self.stored(field)),
            ancestor: patch_of(|field| self.ancestor.get(field)),
            ..Work::default()
        };
        if let Target::Edit { id } = self.target {
            work.id = Some(id);
        }
        for field in Field::ALL {
            if let Some(text) = &self.draft.get(field).text {
                work.typed.set(field, Change::Set(text.clone()));
            }
            work.pending.set(field, self.queue.change(field).clone());
        }
        if let Some(attempt) = &self.queue.create {
            work.key = Some(attempt.key.clone());
            work.creating = attempt.patch.clone();
            work.pending = self.queue.waiting.clone();
        }
        work.sent.extend(self.queue.sent.patches());
        if let Some(InFlight {
            kind: RequestKind::Update(patch),
            ..
        }) = &self.queue.in_flight
        {
            work.sent.push(patch.clone());
        }
        work.sent.extend(
            self.queue
                .acknowledged
                .iter()
                .map(|acknowledged| acknowledged.patch.clone()),
        );
        work
    }

    pub(super) fn restore(&mut self, snapshot: Snapshot, turn: &mut Turn) {
        let work = Work::read(&snapshot);
        // Storage holds this, of use or not: what follows from the facts replaces it.
        self.persisted = Some(snapshot);
        let Some(work) = work.filter(|work| self.is_of_this(work) && !self.has_unsaved_work()) else {
            return;
        };
        let are_rules_new = work.contract != FINGERPRINT;
        // The empty record of a create was never read from anywhere.
        let read_meanwhile = match self.target {
            Target::Create => None,
            Target::Edit { .. } => self.baseline.take().map(|customer| {
                let version = std::mem::take(&mut self.version);
                (customer, version.etag().cloned())
            }),
        };
        if let (Target::Create, Some(id)) = (self.target, work.id) {
            self.target = Target::Edit { id };
            self.created = Some(Some(id));
        }
        let mut baseline = Customer {
            id: work.id.unwrap_or_default(),
            ..Customer::default()
        };
        baseline.apply(&work.baseline);
        self.baseline = Some(baseline);
        for field in Field::ALL {
            self.ancestor
                .set(field, work.ancestor.get(field).value().cloned());
            let typed = self.draft.get_mut(field);
            typed.text = work.typed.get(field).value().cloned();
            typed.is_judged = are_rules_new;
        }
        for patch in &work.sent {
            self.queue.sent.add(patch);
        }
        self.version.set(work.etag);
        self.reading.is_stale = self.target != Target::Create;
        self.restore_pending(work.pending.normalised());
        if let Some(key) = work.key {
            self.restore_create(work.creating.normalised(), key);
        }
        if let Some((customer, etag)) = read_meanwhile {
            self.take_record(customer, etag, turn);
        }
        let fields: FieldSet = Field::ALL
            .into_iter()
            .filter(|field| self.is_dirty(*field) || !self.queue.change(*field).is_keep())
            .collect();
        if !fields.is_empty() {
            turn.announce(Notice::Restored { fields });
        }
    }

    fn is_of_this(&self, work: &Work) -> bool {
        match (self.config.target, work.id) {
            (Target::Edit { id }, Some(kept)) => id == kept,
            (Target::Create, Some(_)) => work.is_created,
            (Target::Create, None) => !work.is_created,
            (Target::Edit { .. }, None) => false,
        }
    }

    /// A change that today's rules refuse is text again, with its violation in sight.
    fn restore_pending(&mut self, mut patch: Patch) {
        for violation in patch.violations(Operation::Update) {
            self.demote(&mut patch, violation.field);
        }
        self.queue.waiting = patch;
    }

    /// The body and the key belong together: one field refused today, and it is all text again.
    fn restore_create(&mut self, mut patch: Patch, key: String) {
        if patch.violations(Operation::Create).is_empty() {
            self.queue.create = Some(CreateAttempt {
                patch,
                key,
                is_unsure: true,
                was_unsure: true,
            });
            return;
        }
        for field in Field::ALL {
            self.demote(&mut patch, field);
        }
        let mut later = std::mem::take(&mut self.queue.waiting);
        for field in Field::ALL {
            self.demote(&mut later, field);
        }
    }

    /// From a change to a text with its violation in sight.
    fn demote(&mut self, patch: &mut Patch, field: Field) {
        let typed = self.draft.get_mut(field);
        typed.is_judged = true;
        if typed.text.is_none() && !patch.get(field).is_keep() {
            typed.text = Some(patch.get(field).value().cloned().unwrap_or_default());
        }
        patch.set(field, Change::Keep);
    }
}
