//! One open stream. It holds at most what its client takes next: a page of events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until};

use super::frame::Frame;
use super::hub::{Hub, Ticket};
use super::recent::{Missing, Recent};
use crate::auth::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::store::audit;

/// Below the 30 to 60 seconds after which proxies close a silent connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Missed events read at once: about 20 kB.
const PAGE: usize = 100;

pub(crate) struct Follower {
    hub: Arc<Hub>,
    customer: i64,
    /// The last revision that was sent.
    last: i64,
    ticket: Ticket,
    recent: watch::Receiver<Recent>,
    closing: watch::Receiver<bool>,
    /// When the token ends, in seconds since 1970: the clock may be set while the stream is open.
    expires: i64,
    ends: Instant,
    keep_alive: Interval,
    pending: Option<Bytes>,
    is_over: bool,
}

impl Follower {
    /// Ends with the caller's token. It listens from now on, so that no change falls in between this and a
    /// read.
    ///
    /// # Errors
    /// Where there are too many streams.
    pub(crate) fn new(hub: &Arc<Hub>, customer: i64, caller: &Caller) -> Result<Self, ApiError> {
        let ticket = Ticket::take(hub, customer, caller.identity())?;
        let start = Instant::now();
        let seconds = caller.expires.saturating_sub(clock::now().unix_timestamp());
        let lasts = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
        let mut keep_alive = interval_at(start + KEEP_ALIVE, KEEP_ALIVE);
        keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(Self {
            hub: hub.clone(),
            customer,
            last: 0,
            recent: ticket.topic.recent.subscribe(),
            ticket,
            closing: hub.closing.clone(),
            expires: caller.expires,
            ends: start + lasts,
            keep_alive,
            pending: None,
            is_over: false,
        })
    }

    /// Begins where the client says it is, or with `current`: where it says nothing, or what never was.
    pub(crate) fn begin(&mut self, last: Option<i64>, revision: i64) {
        self.ticket.topic.begin_at(revision);
        match last.filter(|last| (0..=revision).contains(last)) {
            Some(last) => self.last = last,
            // What is beyond the present is of another database, as after a backup was put back.
            None => self.send(Frame::current(self.customer, revision)),
        }
    }

    pub(crate) fn into_stream(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        unfold(self, |mut follower| async {
            let bytes = follower.next().await?;
            Some((Ok(bytes), follower))
        })
    }

    async fn next(&mut self) -> Option<Bytes> {
        loop {
            // The clock may have been set: it is looked at before each event, and at each keep-alive.
            if clock::now().unix_timestamp() >= self.expires {
                return None;
            }
            if let Some(bytes) = self.pending.take() {
                return Some(bytes);
            }
            if self.is_over || *self.closing.borrow() {
                return None;
            }
            let missing = self.recent.borrow_and_update().missing(self.last);
            match missing {
                Missing::These(frames) => self.send_all(&frames),
                // A client whose stream ends comes again with the last event's id.
                Missing::More => self.read_missed().await.ok()?,
                Missing::Nothing => tokio::select! {
                    _ = self.closing.wait_for(|is_closing| *is_closing) => return None,
                    () = sleep_until(self.ends) => return None,
                    changed = self.recent.changed() => changed.ok()?,
                    _ = self.keep_alive.tick() => {
                        self.pending = Some(Bytes::from_static(b": keep-alive\n\n"));
                    }
                },
            }
        }
    }

    /// A page of what was missed, or `current` where that is too much.
    async fn read_missed(&mut self) -> Result<(), ApiError> {
        let (customer, last) = (self.customer, self.last);
        let most = i64::try_from(self.hub.replay_events).unwrap_or(i64::MAX);
        let read = self.hub.store.read(move |connection| {
            let newest = audit::page(connection, customer, i64::MAX, 1)?.pop();
            if let Some(newest) = newest.filter(|newest| newest.revision - last > most) {
                return Ok(vec![Frame::instead_of_all(customer, newest)]);
            }
            let entries = audit::since(connection, customer, last, PAGE)?;
            Ok(entries
                .into_iter()
                .map(|entry| Frame::of(customer, entry))
                .collect())
        });
        let frames = read.await?;
        if frames.is_empty() {
            // There is nothing to be read: so nothing is missing.
            self.last = self.recent.borrow().revision;
        }
        self.send_all(&frames);
        Ok(())
    }

    fn send(&mut self, frame: Frame) {
        self.send_all(&[frame]);
    }

    fn send_all(&mut self, frames: &[Frame]) {
        let Some(newest) = frames.last() else { return };
        self.last = newest.revision;
        self.is_over = newest.is_last;
        self.pending = Some(match frames {
            [one] => one.bytes.clone(),
            _ => frames
                .iter()
                .flat_map(|frame| frame.bytes.iter().copied())
                .collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::async_store::AsyncStore;
    use crate::auth::Role;
    use crate::config::limits::Limits;
    use crate::store::Database;

    /// The paused clock does not move while the system's clock goes on, as when it is set.
    #[tokio::test(start_paused = true)]
    async fn a_stream_ends_with_its_token_when_the_clock_is_set() {
        let limits = Limits::default();
        let store = AsyncStore::open(&Database::Memory, &limits).unwrap();
        let closing = watch::Sender::new(false);
        let hub = Hub::new(&limits, store, closing.subscribe());
        let caller = Caller {
            expires: clock::now().unix_timestamp() + 1,
            role: Role::Admin,
            user: 1,
            owner: 1,
            owner_name: None,
            customer: None,
        };
        let mut follower = Follower::new(&hub, 1, &caller).unwrap();
        follower.begin(None, 1);
        while clock::now().unix_timestamp() < caller.expires {
            std::hint::spin_loop();
        }
        assert!(follower.next().await.is_none());
    }
}
