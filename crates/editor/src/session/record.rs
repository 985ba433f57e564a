//! What the gateway says the record is: the only place where the baseline changes.

use cyrexa_contract::{Change, Customer, Field, Patch, Violation};

use super::{Session, Turn};
use crate::merge::{Merge, merge};
use crate::{Effect, FieldSet, Notice, Target, Why};

impl Session {
    /// The gateway acknowledged this patch and says that the record is now that.
    pub(super) fn settle(
        &mut self,
        patch: &Patch,
        customer: Customer,
        etag: Option<String>,
        turn: &mut Turn,
    ) {
        if let Some(baseline) = &mut self.baseline {
            baseline.apply(patch);
        }
        for field in patch.changed() {
            self.confirm(field, patch.get(field).over(None));
        }
        turn.effects.push(Effect::Broadcast { etag: etag.clone() });
        self.take_record(customer, etag, turn);
        self.retry.reset();
        self.overtaken = 0;
    }

    /// The record as it is now, by a read, by a reply that carries it, or by a 412.
    pub(super) fn take_record(&mut self, customer: Customer, etag: Option<String>, turn: &mut Turn) {
        self.reading.failure = None;
        self.reading.is_needed = false;
        if etag.is_some() && self.reading.heard == etag {
            self.reading.is_wanted = false;
            self.reading.is_stale = false;
        }
        let is_other_version = etag.is_none() || etag != self.etag;
        self.etag = etag;
        let Some(before) = self.baseline.replace(customer) else {
            return;
        };
        let mut theirs = FieldSet::EMPTY;
        for field in Field::ALL {
            let old = before.text(field);
            let new = self.stored(field).map(str::to_owned);
            if old == new.as_deref() {
                continue;
            }
            let wish = self.queue.wish(field);
            if self.queue.sent.has(field, new.as_deref())
                || (!wish.is_keep() && wish.over(None) == new.as_deref())
            {
                self.confirm(field, new.as_deref());
                continue;
            }
            theirs.insert(field);
            self.saved.remove(field);
            let typed = self.draft.get(field);
            if wish.is_keep() && typed.says(old) && !typed.differs_in_sight(old) {
                self.draft.get_mut(field).forget_text();
            }
        }
        if is_other_version {
            // What lingers under an older `If-Match` can no longer be done.
            self.queue.sent.0.clear();
        }
        if !theirs.is_empty() {
            turn.announce(if self.queue.waiting.is_empty() {
                Notice::ChangedElsewhere { fields: theirs }
            } else {
                Notice::Merged { fields: theirs }
            });
        }
    }

    /// The gateway holds this text of ours.
    fn confirm(&mut self, field: Field, text: Option<&str>) {
        self.batch.confirm(field, self.ancestor.get(field), text);
        self.ancestor.set(field, text.map(str::to_owned));
        self.saved.insert(field);
        // Typed over a newer wish, the same text is an edit of its own.
        let is_newest = self.pending(field) == text;
        let typed = self.draft.get_mut(field);
        if is_newest && typed.says(text) && !typed.differs_in_sight(text) {
            typed.forget_text();
        }
    }

    /// What the record makes of the wishes that wait: held ones are done, those that changed nothing go.
    pub(super) fn reconcile(&mut self) {
        if self.target == Target::Create {
            return; // The empty record is not the gateway's.
        }
        for field in Field::ALL {
            let wish = self.queue.waiting.get(field);
            if wish.is_keep() || self.queue.sent.concerns(field) {
                continue;
            }
            let mine = wish.over(None).map(str::to_owned);
            match merge(self.ancestor.get(field), mine.as_deref(), self.stored(field)) {
                Merge::Send | Merge::Clash => continue,
                // A newer wish over one on its way is held only when that one is settled.
                Merge::Held | Merge::Theirs if self.queue.earlier_wish(field).is_some() => continue,
                Merge::Held => self.confirm(field, mine.as_deref()),
                Merge::Theirs => {
                    let typed = self.draft.get_mut(field);
                    if typed.says(mine.as_deref()) {
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
            .filter(|field| self.queue.earlier_wish(*field).is_none())
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
            if !is_newer && typed.says(patch.get(field).over(None)) {
                typed.not_saved = Some(why);
            }
        }
        for violation in violations {
            let typed = self.draft.get_mut(violation.field);
            if typed.says(patch.get(violation.field).over(None)) || patch.get(violation.field).is_keep() {
                typed.refused = Some(violation);
            }
        }
        self.retry.reset();
        self.sync_ancestor();
        turn.announce(Notice::NotSaved { why });
    }

    /// Where no work is unsaved, it will begin with what the record holds now.
    pub(super) fn sync_ancestor(&mut self) {
        for field in Field::ALL {
            let has_work = !self.queue.wish(field).is_keep()
                || self.draft.get(field).differs_in_sight(self.stored(field));
            if !has_work && self.ancestor.get(field) != self.stored(field) {
                let stored = self.stored(field).map(str::to_owned);
                self.ancestor.set(field, stored);
            }
        }
    }

    /// The smallest patch that makes the record what is wished. A value that may have been overtaken by one
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
