//! The end of a schedule: the network heals, everything is let through, people finish what they began.

use cyrexa_contract::Field;
use cyrexa_editor::Event;

use crate::world::{self, Checked, World};

/// Far more than any healed world needs; a world that needs more never comes to rest.
const MOST_MOVES: usize = 500;

impl World {
    pub(crate) fn settle(&mut self) -> Checked {
        self.say(|| "-- the network heals".to_owned());
        for client in 0..2 {
            self.clients[client].is_online = true;
            self.clients[client].has_valid_token = true;
            self.open(client)?;
            if self.is_open[client] {
                self.tell(client, Event::Online)?;
            }
        }
        self.come_to_rest()?;
        for client in 0..2 {
            self.finish_work(client)?;
        }
        for client in 0..2 {
            self.open(client)?;
            if self.is_open[client] {
                self.tell(client, Event::RemoteChanged { etag: None })?;
                self.tell(client, Event::Load)?;
            }
        }
        self.come_to_rest()?;
        self.network.news.clear();
        for client in 0..2 {
            self.check_end(client)?;
        }
        Ok(())
    }

    /// Everything on its way arrives, oldest first, until nothing moves.
    fn come_to_rest(&mut self) -> Checked {
        for _ in 0..MOST_MOVES {
            if !self.network.ups.is_empty() {
                self.deliver_up(0, world::NO_FAULT)?;
            } else if !self.network.downs.is_empty() {
                self.deliver_down(0, world::NO_FAULT)?;
            } else if !self.move_client(0)? && !self.move_client(1)? {
                return Ok(());
            }
        }
        Err("it never comes to rest".into())
    }

    fn move_client(&mut self, client: usize) -> Result<bool, String> {
        let person = &self.clients[client];
        if person.awaits_token || person.needs_sign_in {
            self.provide_token(client, 1)?;
        } else if person.outstanding.is_some() {
            self.give_up(client, 0)?;
        } else if person.timer.is_some() {
            self.run_timer(client)?;
        } else if person.session.conflict().is_some() {
            let b = self.rng.next() & 0x1111_1111_1111_1111;
            self.resolve(client, b)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Save what is typed; what cannot be saved is discarded.
    fn finish_work(&mut self, client: usize) -> Checked {
        if !self.is_open[client] {
            return Ok(());
        }
        for field in Field::ALL {
            self.tell(client, Event::Blur { field })?;
        }
        if self.clients[client].session.has_unsaved_work() {
            self.tell(client, Event::Save)?;
            self.come_to_rest()?;
        }
        self.discard(client)?;
        self.come_to_rest()
    }

    fn check_end(&self, client: usize) -> Checked {
        let person = &self.clients[client];
        if !self.is_open[client] {
            return Ok(());
        }
        let session = &person.session;
        if session.has_unsaved_work() || session.is_busy() || session.is_stale() || !self.is_settled(client) {
            return Err(format!("{client} is not at rest: {session:?}"));
        }
        if !session.violations().is_empty() && !person.is_creating {
            return Err(format!("{client} is at rest with violations"));
        }
        let is_linked = !person.is_creating || session.created_id().is_some();
        if is_linked && !self.shows_what_the_gateway_holds(client) {
            return Err(format!("{client} does not show what the gateway holds"));
        }
        Ok(())
    }
}
