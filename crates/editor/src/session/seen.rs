//! Acknowledged, and seen: a write is settled by a record that shows it, and by nothing else. Until then it
//! is neither undone on the screen, nor part of the baseline, nor reported as somebody else's change.

use cyrexa_contract::{Customer, Field, Patch};

use super::{Session, Turn};
use crate::queue::{Acknowledged, is_shown};
use crate::texts::Texts;
use crate::{Notice, Why};

/// Reads in a row that show an older record than is known to exist, before it is believed. With back-off
/// between them they span some seconds: replicas catch up in less, and a change that somebody took back shows
/// in the end.
const MOST_OLDER_READS: u32 = 4;
/// How often a write may be acknowledged and not appear before it counts as not kept.
const MOST_UNSEEN_WRITES: u32 = 3;

impl Session {
    /// A write was acknowledged, with the record or without. What the record does not show is read again.
    pub(super) fn acknowledge(
        &mut self,
        patch: Patch,
        record: Option<(Customer, Option<String>)>,
        version: Option<String>,
        is_create: bool,
        turn: &mut Turn,
    ) {
        match record {
            Some((customer, etag)) if is_shown(&patch, &customer) => {
                self.settle(&patch, customer, etag, turn);
            }
            _ => {
                self.reading.older_reads = 0;
                self.queue.acknowledged = Some(Acknowledged {
                    patch,
                    // The version that we wrote on is not the one that it led to.
                    version: version.filter(|version| Some(version) != self.version.etag()),
                    is_create,
                    is_discarded: false,
                });
            }
        }
    }

    /// A record was read. An older one than is known to exist is not taken, but read again with back-off.
    pub(super) fn take_read(&mut self, customer: Customer, etag: Option<String>, turn: &mut Turn) {
        let is_older = self.is_older(&customer, etag.as_ref());
        if is_older && self.reads_again(turn) {
            return;
        }
        turn.is_fresh = true;
        self.version.was_read(etag.as_ref());
        match self.queue.acknowledged.take() {
            Some(acknowledged) if !is_older => {
                let is_own = !is_shown(&acknowledged.patch, &customer);
                self.settle_seen(&acknowledged, customer, etag, is_own, turn);
            }
            Some(acknowledged) => self.give_up_waiting(acknowledged, customer, etag, turn),
            None => {
                self.take_record(customer, etag, turn);
                if is_older && !self.queue.is_busy() {
                    self.retry.forget_failures();
                }
            }
        }
    }

    /// Whether to read once more before that is believed.
    pub(super) fn reads_again(&mut self, turn: &Turn) -> bool {
        self.reading.older_reads += 1;
        if self.reading.older_reads >= MOST_OLDER_READS {
            return false;
        }
        self.reading.is_wanted = true;
        self.retry.back_off(&self.config, turn.now, turn.entropy, None);
        true
    }

    /// The write is done. Where the gateway keeps another form of a text, ours stays with the field.
    fn settle_seen(
        &mut self,
        acknowledged: &Acknowledged,
        customer: Customer,
        etag: Option<String>,
        is_own: bool,
        turn: &mut Turn,
    ) {
        let patch = &acknowledged.patch;
        let others: Vec<Field> = patch
            .changed()
            .filter(|field| customer.text(*field) != patch.get(*field).over(None))
            .collect();
        if is_own {
            // The version that our write led to: its content is not somebody else's change.
            for field in &others {
                let stored = customer.text(*field).map(str::to_owned);
                self.ancestor.set(*field, stored);
            }
        }
        self.settle(patch, customer, etag, turn);
        if acknowledged.is_create {
            // Being taken back is for updates: a create has nothing before it.
            self.batch = crate::history::Batch::default();
        }
        self.not_kept(patch, &others, turn);
    }

    /// Every read shows a record without the write. Where the record is unchanged, the write is sent again:
    /// `If-Match`, or the read just made, keeps it from overwriting another change. Where the record holds
    /// something else, or a second write did not help, the text stays in the field as not saved.
    fn give_up_waiting(
        &mut self,
        acknowledged: Acknowledged,
        customer: Customer,
        etag: Option<String>,
        turn: &mut Turn,
    ) {
        let Acknowledged {
            patch, is_discarded, ..
        } = acknowledged;
        self.queue.unseen_writes += 1;
        let may_write = self.queue.unseen_writes < MOST_UNSEEN_WRITES;
        let (mut again, mut others) = (Patch::default(), Vec::new());
        for field in patch.changed() {
            let stored = customer.text(field);
            if stored == patch.get(field).over(None) {
                continue;
            }
            if may_write && stored == self.stored(field) {
                again.set(field, patch.get(field).clone());
            } else {
                others.push(field);
                if !self.queue.waiting.get(field).is_keep() {
                    // A newer change began with what was acknowledged.
                    let mine = patch.get(field).value().cloned();
                    self.ancestor.set(field, mine);
                }
            }
        }
        // Found in the record later, it is ours.
        self.queue.sent.add(&patch);
        let written = patch.changed().collect();
        self.take_record_after(customer, etag, written, turn);
        if is_discarded {
            self.queue.unseen_writes = 0;
            return;
        }
        if again.is_empty() {
            self.queue.unseen_writes = 0;
        } else {
            self.queue.put_back(again);
        }
        self.not_kept(&patch, &others, turn);
    }

    /// What was written stays in its fields as text that is not saved, unless a newer change has taken its
    /// place.
    fn not_kept(&mut self, patch: &Patch, fields: &[Field], turn: &mut Turn) {
        let why = Why::NotKept;
        let mut is_told = false;
        for field in fields.iter().copied() {
            let mine = patch.get(field).over(None);
            self.keep_as_text(&Patch::of(field, patch.get(field).clone()));
            let typed = self.draft.get_mut(field);
            if typed.is_stored_as(mine) && self.queue.waiting.get(field).is_keep() {
                typed.not_saved = Some(why);
                is_told = true;
            }
        }
        if is_told {
            turn.announce(Notice::NotSaved { why });
        }
    }

    /// What was written is text of its field again, where nothing newer is.
    pub(super) fn keep_as_text(&mut self, patch: &Patch) {
        for field in patch.changed() {
            let is_newest = self.queue.waiting.get(field).is_keep();
            let typed = self.draft.get_mut(field);
            if typed.text.is_none() && is_newest {
                typed.text = Some(patch.get(field).over(None).unwrap_or_default().to_owned());
            }
        }
    }

    /// Whether a read is older than what is known to exist.
    fn is_older(&self, customer: &Customer, etag: Option<&String>) -> bool {
        let acknowledged = self.queue.acknowledged.as_ref();
        if acknowledged.is_some_and(|acknowledged| !acknowledged.is_seen_in(customer, etag)) {
            return true;
        }
        self.version
            .is_past(etag)
            .unwrap_or_else(|| !self.is_expected(customer) && self.takes_back(customer))
    }

    /// Whether a record holds just what it held before, and what was acknowledged since.
    fn is_expected(&self, customer: &Customer) -> bool {
        let mut expected = self.baseline.clone().unwrap_or_default();
        if let Some(acknowledged) = &self.queue.acknowledged {
            expected.apply(&acknowledged.patch);
        }
        Texts::of(&expected) == Texts::of(customer)
    }

    /// Without tags: whether a record is one that was replaced, or holds what it held before our last save
    /// and not what we saved.
    fn takes_back(&self, customer: &Customer) -> bool {
        if self.reading.replaced.contains(&Texts::of(customer)) {
            return true;
        }
        [Some(&self.batch), self.last_save.as_ref()]
            .into_iter()
            .flatten()
            .any(|save| {
                save.fields.iter().any(|field| {
                    save.before(field) != save.after(field)
                        && self.stored(field) == save.after(field)
                        && customer.text(field) == save.before(field)
                })
            })
    }
}
