//! What a person does: type, leave a field, save, discard, undo, answer the conflict dialog.

use cyrexa_contract::{Change, Customer, Field, Operation, Patch, check_text};

use super::{Session, Turn};
use crate::draft::Draft;
use crate::queue::{CreateAttempt, RequestKind};
use crate::{Choice, Effect, Notice, Target};

impl Session {
    pub(super) fn edit(&mut self, field: Field, text: String) {
        if self.baseline.is_some() {
            self.draft.edit(field, text);
            self.saved.remove(field);
        }
    }

    pub(super) fn blur(&mut self, field: Field) {
        let is_untouched = self.queue.change(field).is_keep()
            && (self.draft.get(field).is_stored_as(self.stored(field))
                || self.draft.get(field).is_stored_as(self.ancestor.get(field)));
        let typed = self.draft.get_mut(field);
        typed.is_typing = false;
        if is_untouched {
            typed.forget_text();
        }
        typed.normalise();
        typed.is_judged = true;
    }

    /// All or nothing: a field that breaks a rule keeps the others back as well.
    pub(super) fn save(&mut self, turn: &mut Turn) {
        if self.baseline.is_none() || self.is_unlinked() {
            return;
        }
        for field in Field::ALL {
            self.draft.get_mut(field).is_judged = true;
        }
        self.retry.retry_now();
        let is_create = self.target == Target::Create && self.queue.create.is_none();
        let (patch, operation) = if is_create {
            (
                self.typed_patch().minimal_over(&Customer::default()),
                Operation::Create,
            )
        } else {
            (self.typed_patch(), Operation::Update)
        };
        let violations = patch.violations(operation);
        if !violations.is_empty() {
            turn.announce(Notice::Invalid {
                count: violations.len(),
            });
            return;
        }
        for field in Field::ALL {
            // Typed back to what it was, while somebody else changed it: theirs stays.
            let is_untouched = self.is_dirty(field) && patch.get(field).is_keep();
            let typed = self.draft.get_mut(field);
            typed.refused = None;
            if is_untouched && !is_create {
                typed.forget_text();
            } else if !patch.get(field).is_keep() {
                typed.not_saved = None;
            }
        }
        if is_create {
            let key = key_of(turn);
            self.queue.create = Some(CreateAttempt {
                patch,
                key,
                is_unsure: false,
                was_unsure: false,
            });
        } else if !patch.is_empty() {
            self.batch.is_undo = false;
            self.enqueue(&patch);
        }
    }

    /// What is typed and not on its way, without what only somebody else changed.
    fn typed_patch(&self) -> Patch {
        let mut patch = Patch::default();
        for field in Field::ALL.into_iter().filter(|field| self.is_dirty(*field)) {
            let typed = self.draft.get(field);
            if !self.queue.change(field).is_keep() || !typed.is_stored_as(self.ancestor.get(field)) {
                patch.set(field, typed.change());
            }
        }
        patch
    }

    /// Adds the changes to those waiting.
    fn enqueue(&mut self, patch: &Patch) {
        for field in patch.changed() {
            self.queue.waiting.set(field, patch.get(field).clone());
        }
    }

    pub(super) fn discard(&mut self, turn: &mut Turn) {
        if !self.has_unsaved_work() {
            return;
        }
        let mut maybe_sent = false;
        match self.queue.in_flight.take() {
            Some(in_flight) if !matches!(in_flight.kind, RequestKind::Read) => {
                turn.effects.push(Effect::Abort {
                    request: in_flight.request,
                });
                maybe_sent = true;
                if let RequestKind::Update(patch) = in_flight.kind {
                    self.queue.sent.add(&patch);
                }
            }
            read_or_none => self.queue.in_flight = read_or_none,
        }
        maybe_sent |= !self.queue.sent.0.is_empty();
        if let Some(acknowledged) = &mut self.queue.acknowledged {
            acknowledged.is_discarded = true;
            maybe_sent = true;
        }
        if let Some(attempt) = self.queue.create.take() {
            maybe_sent |= attempt.is_unsure;
        }
        self.reading.is_needed |= maybe_sent && self.target != Target::Create;
        self.queue.waiting = Patch::default();
        self.draft = Draft::default();
        self.retry.retry_now();
        turn.announce(Notice::Cancelled { maybe_sent });
    }

    pub(super) fn undo(&mut self) {
        let patch = self.undo_patch();
        if patch.is_empty() {
            return;
        }
        for field in patch.changed() {
            self.draft.get_mut(field).forget_text();
        }
        self.enqueue(&patch);
        self.batch.is_undo = true;
    }

    /// The inverse of the last save, of those fields that are unchanged since and whose old text is legal
    /// today.
    pub(super) fn undo_patch(&self) -> Patch {
        let mut patch = Patch::default();
        let Some(last) = self.last_save.as_ref().filter(|_| !self.queue.is_busy()) else {
            return patch;
        };
        for field in last.fields.iter() {
            let change = last
                .before(field)
                .map_or(Change::Clear, |text| Change::Set(text.to_owned()));
            if last.before(field) != last.after(field)
                && self.stored(field) == last.after(field)
                && !self.is_dirty(field)
                && Patch::of(field, change.clone())
                    .violations(Operation::Update)
                    .is_empty()
            {
                patch.set(field, change);
            }
        }
        patch
    }

    pub(super) fn resolve(&mut self, choices: Vec<(Field, Choice)>) {
        let clashes = self.clashes();
        for (field, choice) in choices.into_iter().filter(|(field, _)| clashes.contains(*field)) {
            match choice {
                Choice::KeepMine => self.begin_anew(field),
                Choice::TakeTheirs => {
                    self.queue.waiting.set(field, Change::Keep);
                    self.draft.get_mut(field).forget_text();
                }
                Choice::Edit(text) => {
                    let is_legal = check_text(field, &text).is_none();
                    self.draft.edit(field, text);
                    let typed = self.draft.get_mut(field);
                    typed.is_typing = false;
                    typed.normalise();
                    typed.is_judged = true;
                    if is_legal {
                        let change = typed.change();
                        self.queue.waiting.set(field, change);
                        self.begin_anew(field);
                    }
                }
            }
        }
    }

    /// The person has seen what the record holds now: it is the new ancestor of our change.
    fn begin_anew(&mut self, field: Field) {
        let theirs = self.stored(field).map(str::to_owned);
        self.ancestor.set(field, theirs);
    }
}

/// A key of 32 hexadecimal digits.
fn key_of(turn: &Turn) -> String {
    (0..32)
        .rev()
        .map(|digit| char::from(b"0123456789abcdef"[(turn.entropy.0 >> (4 * digit)) as usize & 0xf]))
        .collect()
}
