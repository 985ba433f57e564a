//! What the gateway says the record is: the only place where the baseline changes.

use cyrexa_contract::{Change, Customer, Field, Patch, Violation};

use super::{Session, Turn};
use crate::merge::{Merge, merge};
use crate::texts::Texts;
use crate::version::PAST;
use crate::{Effect, FieldSet, Notice, Target, Why};

impl Session {
    /// The gateway acknowledged this patch, and the record shows what became of it. Other differences in it
    /// are not reported as somebody else's changes.
    pub(super) fn settle(
        &mut self,
        patch: &Patch,
        customer: Customer,
        etag: Option<String>,
        turn: &mut Turn,
    ) {
        let before = self.baseline.clone();
        for field in patch.changed() {
            let mine = patch.get(field).over(None);
            if customer.text(field) == mine {
                if let Some(baseline) = &mut self.baseline {
                    baseline.set_text(field, mine.map(str::to_owned));
                }
                self.confirm(field, mine);
            }
        }
        turn.effects.push(Effect::Broadcast { etag: etag.clone() });
        let is_untagged = etag.is_none();
        self.take_record_after(customer, etag, patch.changed().collect(), turn);
        if is_untagged {
            self.queue.sent.0.clear();
        }
        if let Some(before) = before {
            self.remember_replaced(&before);
        }
        self.retry.reset();
        self.overtaken = 0;
        self.queue.unseen_writes = 0;
    }

    /// The record as it is now, by a read, by a reply that carries it, or by a 412.
    pub(super) fn take_record(&mut self, customer: Customer, etag: Option<String>, turn: &mut Turn) {
        self.take_record_after(customer, etag, FieldSet::EMPTY, turn);
    }

    /// The same after a write of our own to some fields: what differs in them is not said to be changed
    /// elsewhere.
    pub(super) fn take_record_after(
        &mut self,
        customer: Customer,
        etag: Option<String>,
        written: FieldSet,
        turn: &mut Turn,
    ) {
        self.reading.failure = None;
        self.reading.is_needed = false;
        self.reading.older_reads = 0;
        if etag.is_some() && self.reading.announced_version == etag {
            self.reading.is_wanted = false;
            self.reading.is_stale = false;
        }
        let is_other_version = etag.is_some() && etag.as_ref() != self.version.etag();
        let is_untagged = etag.is_none();
        self.version.set(etag);
        let Some(before) = self.baseline.replace(customer) else {
            return;
        };
        self.remember_replaced(&before);
        let mut theirs = FieldSet::EMPTY;
        for field in Field::ALL {
            let old = before.text(field);
            let new = self.stored(field).map(str::to_owned);
            if old == new.as_deref() {
                continue;
            }
            let change = self.queue.change(field);
            if self.queue.sent.has(field, new.as_deref())
                || (!change.is_keep() && change.over(None) == new.as_deref())
                || self.is_kept_late(field, new.as_deref())
            {
                self.confirm(field, new.as_deref());
                continue;
            }
            self.saved.remove(field);
            if written.contains(field) {
                continue;
            }
            theirs.insert(field);
            let typed = self.draft.get(field);
            if change.is_keep() && typed.is_stored_as(old) && !typed.differs_visibly(old) {
                self.draft.get_mut(field).forget_text();
            }
        }
        if is_other_version {
            // What lingers under an older `If-Match` can no longer be done.
            self.queue.sent.0.clear();
        } else if is_untagged {
            // Where the text is as it was, the read may be older than the write whose fate is unknown.
            let (sent, baseline) = (&mut self.queue.sent, self.baseline.as_ref());
            let now = |field| baseline.and_then(|record| record.text(field));
            let is_open =
                Field::ALL.map(|field| now(field) == before.text(field) && !sent.has(field, now(field)));
            sent.0.retain(|(field, _)| is_open[field.index()]);
        }
        if !theirs.is_empty() {
            turn.announce(if self.queue.waiting.is_empty() {
                Notice::ChangedElsewhere { fields: theirs }
            } else {
                Notice::Merged { fields: theirs }
            });
        }
    }

    /// Remembers the record that the current one has replaced.
    fn remember_replaced(&mut self, before: &Customer) {
        let (before, now) = (Texts::of(before), self.baseline.as_ref().map(Texts::of));
        if Some(&before) == now.as_ref() {
            return;
        }
        let replaced = &mut self.reading.replaced;
        replaced.retain(|texts| Some(texts) != now.as_ref() && *texts != before);
        if replaced.len() == PAST {
            replaced.remove(0);
        }
        replaced.push(before);
    }

    /// Whether a write that we had given up on appears in the record after all.
    fn is_kept_late(&self, field: Field, text: Option<&str>) -> bool {
        let typed = self.draft.get(field);
        typed.not_saved == Some(Why::NotKept) && typed.is_stored_as(text)
    }

    /// The gateway holds our text of this field.
    pub(super) fn confirm(&mut self, field: Field, text: Option<&str>) {
        self.batch.confirm(field, self.ancestor.get(field), text);
        self.ancestor.set(field, text.map(str::to_owned));
        self.saved.insert(field);
        // Typed over a newer change, the same text is an edit of its own.
        let is_newest = self.pending(field) == text;
        let typed = self.draft.get_mut(field);
        if is_newest && typed.is_stored_as(text) && !typed.differs_visibly(text) {
            typed.forget_text();
        }
    }

    /// Compares the waiting changes with the record: what it already holds is done, what would change nothing
    /// is dropped.
    pub(super) fn reconcile(&mut self) {
        if self.target == Target::Create {
            return; // The empty record is not the gateway's.
        }
        for field in Field::ALL {
            let change = self.queue.waiting.get(field);
            if change.is_keep() || self.queue.sent.concerns(field) {
                continue;
            }
            let mine = change.over(None).map(str::to_owned);
            match merge(self.ancestor.get(field), mine.as_deref(), self.stored(field)) {
                Merge::Send | Merge::Clash => continue,
                // A newer change over one in flight counts as done only once that one is settled.
                Merge::Held | Merge::Theirs if self.queue.earlier_change(field).is_some() => continue,
                Merge::Held => self.confirm(field, mine.as_deref()),
                Merge::Theirs => {
                    let typed = self.draft.get_mut(field);
                    if typed.is_stored_as(mine.as_deref()) {
                        typed.forget_text();
                    }
                }
            }
            self.queue.waiting.set(field, Change::Keep);
        }
    }

    /// The fields on which both sides disagree; only what was asked to be saved can clash.
    pub(super) fn clashes(&self) -> FieldSet {
        let waiting = &self.queue.waiting;
        waiting
            .changed()
            .filter(|field| self.queue.earlier_change(*field).is_none())
            .filter(|field| {
                let mine = waiting.get(*field).over(None);
                merge(self.ancestor.get(*field), mine, self.stored(*field)) == Merge::Clash
            })
            .collect()
    }

    /// A patch that failed for good is dropped; what was typed stays, and says why.
    pub(super) fn drop_patch(
        &mut self,
        patch: &Patch,
        why: Why,
        violations: Vec<Violation>,
        turn: &mut Turn,
    ) {
        for field in patch.changed() {
            self.saved.remove(field);
            let is_newer = !self.queue.waiting.get(field).is_keep();
            let typed = self.draft.get_mut(field);
            if !is_newer && typed.is_stored_as(patch.get(field).over(None)) {
                typed.not_saved = Some(why);
            }
        }
        for violation in violations {
            let typed = self.draft.get_mut(violation.field);
            if typed.is_stored_as(patch.get(violation.field).over(None))
                || patch.get(violation.field).is_keep()
            {
                typed.refused = Some(violation);
            }
        }
        self.retry.reset();
        self.queue.unseen_writes = 0;
        self.sync_ancestor();
        turn.announce(Notice::NotSaved { why });
    }

    /// Where no work is unsaved, it will begin with what the record holds now.
    pub(super) fn sync_ancestor(&mut self) {
        for field in Field::ALL {
            let has_work = !self.queue.change(field).is_keep()
                || self.draft.get(field).differs_visibly(self.stored(field));
            if !has_work && self.ancestor.get(field) != self.stored(field) {
                let stored = self.stored(field).map(str::to_owned);
                self.ancestor.set(field, stored);
            }
        }
    }

    /// The smallest patch that makes the record what is wanted. A value that may have been overtaken by one
    /// of our own with an unknown fate is part of it even where it looks stored.
    pub(super) fn next_patch(&self) -> Patch {
        let Some(baseline) = &self.baseline else {
            return Patch::default();
        };
        let mut patch = self.queue.waiting.clone().minimal_over(baseline);
        for field in self
            .queue
            .waiting
            .changed()
            .filter(|field| self.queue.sent.concerns(*field))
        {
            patch.set(field, self.queue.waiting.get(field).clone());
        }
        patch
    }
}
