//! What a person at a screen does: type, discard, undo, answer, reload, sign in, lose the network.

use cyrexa_contract::Field;
use cyrexa_editor::{Choice, Event};

use crate::world::{Checked, World};

impl World {
    pub(crate) fn type_in(&mut self, client: usize, field: Field, b: u64) -> Checked {
        if self.clients[client].session.baseline().is_none() {
            return Ok(());
        }
        self.tokens += 1;
        let n = self.tokens;
        let fresh = match field {
            Field::Name => format!("Name {n}"),
            Field::Email => format!("e{n}@example.org"),
            Field::Address => format!("Rua {n}\nLisboa"),
            Field::Phone => format!("+3519{n:06}"),
            _ => format!("M-{n}"),
        };
        let text = match b % 32 {
            0 | 1 => String::new(),
            2 => format!("{fresh}\u{202e}"),
            3..6 => format!("  {fresh} "),
            6 if field == Field::Name => format!("taken {n}"),
            7..10 => self.old_text(field, b >> 8),
            10 if field != Field::Phone && b & 1024 == 0 => "x".repeat(300),
            _ => fresh,
        };
        self.clients[client].typed[field.index()] = Some(text.clone());
        self.say(|| format!("  {client} types {text:?} in {field:?}"));
        self.tell(client, Event::Edit { field, text })
    }

    pub(crate) fn old_text(&self, field: Field, b: u64) -> String {
        let revision = b as usize % self.server.history.len().max(1);
        let text = self
            .server
            .history
            .get(revision)
            .and_then(|record| record[field.index()].clone());
        text.unwrap_or_default()
    }

    pub(crate) fn discard(&mut self, client: usize) -> Checked {
        let person = &mut self.clients[client];
        let is_creating = person.is_creating && !person.session.is_created();
        if is_creating && person.session.is_busy() {
            // It may lead to a second customer, and says so: that is not what this test is about.
            return Ok(());
        }
        person.typed = Default::default();
        person.discarded = person.last_sent;
        self.tell(client, Event::Discard)
    }

    pub(crate) fn undo(&mut self, client: usize) -> Checked {
        let person = &mut self.clients[client];
        if person.session.can_undo() {
            for field in Field::ALL {
                if !person.session.field(field).is_dirty {
                    person.forget_typed(field);
                }
            }
        }
        self.tell(client, Event::Undo)
    }

    pub(crate) fn resolve(&mut self, client: usize, mut b: u64) -> Checked {
        let person = &mut self.clients[client];
        let Some(conflict) = person.session.conflict() else {
            return Ok(());
        };
        let mut choices = Vec::new();
        for clash in conflict.clashes {
            let at = clash.field.index();
            person.seen[at].insert(clash.theirs);
            choices.push((
                clash.field,
                match b % 4 {
                    0 => Choice::KeepMine,
                    1 => Choice::TakeTheirs,
                    2 => {
                        self.tokens += 1;
                        let n = self.tokens;
                        Choice::Edit(if clash.field == Field::Email {
                            format!("r{n}@example.org")
                        } else {
                            format!("55500{n:05}")
                        })
                    }
                    _ => {
                        b >>= 4;
                        continue;
                    }
                },
            ));
            match &choices[choices.len() - 1].1 {
                Choice::KeepMine => {}
                Choice::TakeTheirs => person.typed[at] = None,
                Choice::Edit(text) => person.typed[at] = Some(text.clone()),
            }
            b >>= 4;
        }
        self.tell(client, Event::ResolveConflict(choices))
    }

    pub(crate) fn reload(&mut self, client: usize) -> Checked {
        if self.clients[client].session.is_created() && self.clients[client].session.created_id().is_none() {
            return Ok(());
        }
        self.stop_lingering(client);
        let person = &mut self.clients[client];
        person.reload();
        let kept = person.storage.clone();
        self.say(|| format!("{client} reloads, kept: {}", kept.is_some()));
        if let Some(snapshot) = kept {
            self.tell(client, Event::Restore(snapshot))?;
        }
        self.tell(client, Event::Load)
    }

    pub(crate) fn provide_token(&mut self, client: usize, b: u64) -> Checked {
        let person = &mut self.clients[client];
        let is_given = person.needs_sign_in || !b.is_multiple_of(4);
        if !person.awaits_token && !person.needs_sign_in {
            return Ok(());
        }
        person.awaits_token = false;
        person.needs_sign_in = false;
        person.has_valid_token |= is_given && !b.is_multiple_of(5);
        self.tell(
            client,
            match (is_given, b.is_multiple_of(8)) {
                (true, _) => Event::TokenRefreshed,
                (false, true) => Event::TokenUnusable,
                (false, false) => Event::TokenFailed,
            },
        )
    }

    pub(crate) fn switch_network(&mut self, client: usize, b: u64) -> Checked {
        let person = &mut self.clients[client];
        if person.is_online && !b.is_multiple_of(3) {
            return Ok(());
        }
        person.is_online = !person.is_online;
        let event = if person.is_online {
            Event::Online
        } else {
            Event::Offline
        };
        self.tell(client, event)
    }
}
