//! Follows one customer: a server-sent event for each change, without the changed values.
//!
//! The audit is the truth of what happened; a wake-up only says that it is worth a look. So nothing is lost
//! when wake-ups are, and changes by another process on the same file are seen at the next keep-alive.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use cyrexa_contract::{AuditEntry, ChangeNotice};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until};

use crate::app::App;
use crate::clock;
use crate::error::{ApiError, to_json};
use crate::precondition::etag;
use crate::store::audit::{self, Action};

/// Below the 30 to 60 seconds after which proxies close a silent connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Changes read at once.
const BATCH: usize = 100;

/// One open stream.
pub(crate) struct Follower {
    app: Arc<App>,
    customer: i64,
    /// The last revision that was told.
    last: i64,
    wake: broadcast::Receiver<i64>,
    closing: watch::Receiver<bool>,
    /// When the token ends: in seconds since 1970, and by a clock that nobody sets.
    expires: i64,
    ends: Instant,
    keep_alive: Interval,
    pending: VecDeque<Event>,
    is_over: bool,
}

impl Follower {
    /// Begins after a revision, and ends with the token.
    pub(crate) fn after(app: Arc<App>, customer: i64, last: i64, expires: i64) -> Self {
        let start = Instant::now();
        let lasts = expires.saturating_sub(clock::now().unix_timestamp());
        let lasts = Duration::from_secs(u64::try_from(lasts).unwrap_or_default());
        let mut keep_alive = interval_at(start + KEEP_ALIVE, KEEP_ALIVE);
        keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            wake: app.changes.subscribe(),
            closing: app.closing.subscribe(),
            app,
            customer,
            last,
            expires,
            ends: start + lasts,
            keep_alive,
            pending: VecDeque::new(),
            is_over: false,
        }
    }

    /// Tells which version is current, so that whoever fetched an older one finds out.
    pub(crate) fn tell_current(&mut self, revision: i64) {
        let notice = ChangeNotice {
            id: self.customer,
            etag: Some(etag(self.customer, revision)),
            ..ChangeNotice::default()
        };
        self.last = revision;
        self.pending.push_back(event("current", revision, &notice));
    }

    /// Reads what has happened since.
    pub(crate) async fn catch_up(&mut self) -> Result<(), ApiError> {
        loop {
            let (customer, last) = (self.customer, self.last);
            let entries = self
                .app
                .read(move |connection| Ok(audit::since(connection, customer, last, BATCH)?))
                .await?;
            let is_all = entries.len() < BATCH;
            for entry in entries {
                self.tell(entry);
            }
            if is_all {
                return Ok(());
            }
        }
    }

    pub(crate) fn into_stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        unfold(self, |mut follower| async {
            let event = follower.next().await?;
            Some((Ok(event), follower))
        })
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            // The clock may have been set: it is looked at before each event, and at each keep-alive.
            if clock::now().unix_timestamp() >= self.expires {
                return None;
            }
            if let Some(event) = self.pending.pop_front() {
                return Some(event);
            }
            if self.is_over {
                return None;
            }
            let is_ours = tokio::select! {
                _ = self.closing.wait_for(|is_closing| *is_closing) => return None,
                () = sleep_until(self.ends) => return None,
                change = self.wake.recv() => match change {
                    Ok(customer) => customer == self.customer,
                    Err(broadcast::error::RecvError::Lagged(_)) => true,
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
                _ = self.keep_alive.tick() => {
                    self.pending.push_back(Event::default().comment("keep-alive"));
                    true
                }
            };
            if is_ours {
                // A client whose stream ends comes again with the last event's id.
                self.catch_up().await.ok()?;
            }
        }
    }

    fn tell(&mut self, entry: AuditEntry) {
        let is_deleted = entry.action == Action::Delete.as_str();
        let notice = ChangeNotice {
            id: self.customer,
            etag: (!is_deleted).then(|| etag(self.customer, entry.revision)),
            fields: entry.fields,
            request_id: Some(entry.request_id),
        };
        let name = if is_deleted { "deleted" } else { "changed" };
        self.last = entry.revision;
        self.is_over = is_deleted;
        self.pending.push_back(event(name, entry.revision, &notice));
    }
}

fn event(name: &str, revision: i64, notice: &ChangeNotice) -> Event {
    let data = String::from_utf8(to_json(notice)).expect("JSON is UTF-8");
    Event::default().event(name).id(revision.to_string()).data(data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::SigningKey;
    use crate::config::{Config, Database};

    /// The paused clock stands while the other one goes on, as when somebody sets it.
    #[tokio::test(start_paused = true)]
    async fn a_stream_ends_with_its_token_when_the_clock_is_set() {
        let key = SigningKey::ephemeral().unwrap();
        let app = App::open(Config::new(Database::Memory, key)).unwrap();
        let expires = clock::now().unix_timestamp() + 1;
        let mut follower = Follower::after(app, 1, 0, expires);
        follower.tell_current(1);
        while clock::now().unix_timestamp() < expires {
            std::hint::spin_loop();
        }
        assert!(follower.next().await.is_none());
    }
}
