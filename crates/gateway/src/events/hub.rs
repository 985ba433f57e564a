//! Followed customers: one topic per followed customer, and the limits of streams in all and per login.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::AbortHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};

use super::recent::Recent;
use crate::async_store::AsyncStore;
use crate::config::limits::Limits;
use crate::error::ApiError;
use crate::store::audit;

/// How often changes by another process on the same file are looked for.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// Changes read at once.
const BATCH: usize = 100;

/// To wake a stream takes some ten microseconds. Each one adds this to the pause after a change, so that the
/// streams of one customer together take a tenth of the time, and changes meanwhile are sent together.
const PAUSE_PER_STREAM: Duration = Duration::from_micros(100);

/// After a read that failed.
const RETRY_PAUSE: Duration = Duration::from_secs(1);

/// How soon a client that was refused a stream may come again: streams last for minutes.
const RETRY_AFTER_SECONDS: u64 = 30;

#[derive(Debug)]
pub(crate) struct Hub {
    pub(super) store: Arc<AsyncStore>,
    /// True once the gateway is shutting down.
    pub(super) closing: watch::Receiver<bool>,
    pub(super) replay_events: usize,
    most: usize,
    most_per_login: usize,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    topics: HashMap<i64, Followed>,
    streams: usize,
    by_login: HashMap<String, usize>,
}

#[derive(Debug)]
struct Followed {
    topic: Arc<Topic>,
    streams: usize,
    publisher: AbortHandle,
}

/// What happens to one customer.
#[derive(Debug)]
pub(super) struct Topic {
    customer: i64,
    pub(super) recent: watch::Sender<Recent>,
    wake: Notify,
}

/// The right to one stream; given back when dropped.
pub(super) struct Ticket {
    hub: Arc<Hub>,
    customer: i64,
    login: String,
    pub(super) topic: Arc<Topic>,
}

impl Hub {
    pub(crate) fn new(limits: &Limits, store: Arc<AsyncStore>, closing: watch::Receiver<bool>) -> Arc<Self> {
        Arc::new(Self {
            store,
            closing,
            replay_events: limits.replay_events,
            most: limits.streams,
            most_per_login: limits.streams_per_login,
            open: Mutex::default(),
        })
    }

    /// Wakes the streams of this customer.
    pub(crate) fn announce(&self, customer: i64) {
        if let Some(followed) = self.lock().topics.get(&customer) {
            followed.topic.wake.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket {
    /// # Errors
    /// Where there are too many streams.
    pub(super) fn take(hub: &Arc<Hub>, customer: i64, login: String) -> Result<Self, ApiError> {
        let mut open = hub.lock();
        let of_login = open.by_login.get(&login).copied().unwrap_or_default();
        if open.streams >= hub.most || of_login >= hub.most_per_login {
            return Err(ApiError::RateLimited {
                retry_after: RETRY_AFTER_SECONDS,
            });
        }
        open.streams += 1;
        open.by_login.insert(login.clone(), of_login + 1);
        let followed = open
            .topics
            .entry(customer)
            .or_insert_with(|| Followed::new(&hub.store, customer));
        followed.streams += 1;
        let topic = followed.topic.clone();
        drop(open);
        Ok(Self {
            hub: hub.clone(),
            customer,
            login,
            topic,
        })
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut open = self.hub.lock();
        open.streams -= 1;
        if let Some(of_login) = open.by_login.get_mut(&self.login) {
            *of_login -= 1;
            if *of_login == 0 {
                open.by_login.remove(&self.login);
            }
        }
        if let Some(followed) = open.topics.get_mut(&self.customer) {
            followed.streams -= 1;
            if followed.streams == 0 {
                followed.publisher.abort();
                open.topics.remove(&self.customer);
            }
        }
    }
}

impl Followed {
    fn new(store: &Arc<AsyncStore>, customer: i64) -> Self {
        let topic = Arc::new(Topic {
            customer,
            recent: watch::Sender::default(),
            wake: Notify::new(),
        });
        let publisher = tokio::spawn(publish(store.clone(), topic.clone()));
        Self {
            topic,
            streams: 0,
            publisher: publisher.abort_handle(),
        }
    }
}

impl Topic {
    /// A stream knows that this revision is there.
    pub(super) fn begin_at(&self, revision: i64) {
        self.recent.send_if_modified(|recent| {
            if recent.revision == 0 {
                recent.revision = revision;
                // A change may have come since it was read.
                self.wake.notify_one();
            }
            false
        });
    }
}

/// Reads each change once, for all streams of a customer.
async fn publish(store: Arc<AsyncStore>, topic: Arc<Topic>) {
    let customer = topic.customer;
    let mut look = interval_at(Instant::now() + LOOK_EVERY, LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = topic.wake.notified() => {}
            _ = look.tick() => {}
        }
        let after = topic.recent.borrow().revision;
        if after == 0 {
            // No stream has begun: each will read for itself what is there by then.
            continue;
        }
        let read = store.read(move |connection| Ok(audit::since(connection, customer, after, BATCH)?));
        let Ok(entries) = read.await else {
            sleep(RETRY_PAUSE).await;
            topic.wake.notify_one();
            continue;
        };
        if entries.is_empty() {
            continue;
        }
        if entries.len() == BATCH {
            topic.wake.notify_one();
        }
        let streams = topic.recent.receiver_count();
        topic
            .recent
            .send_modify(|recent| recent.add(customer, entries, streams));
        let streams = u32::try_from(streams).unwrap_or(u32::MAX);
        sleep(PAUSE_PER_STREAM.saturating_mul(streams)).await;
    }
}
