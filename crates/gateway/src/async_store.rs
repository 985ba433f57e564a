//! The store for handlers: each read and write waits for its turn, and then runs where it may block.

use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, Transaction};
use tokio::sync::{AcquireError, Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};

use crate::config::limits::Limits;
use crate::error::{ApiError, Panicked};
use crate::store::{Database, Lane, OpenError, READERS, Store, StoreError};

/// How long emptying the log waits for our own reads and writes; most take less than a millisecond.
const QUIET_TIMEOUT: Duration = Duration::from_millis(250);

#[derive(Debug)]
pub(crate) struct AsyncStore {
    store: Store,
    // Waiting for a turn costs a task; waiting for the database's own locks would cost a thread each.
    writers: Arc<Semaphore>,
    readers: Arc<Semaphore>,
    long_readers: Arc<Semaphore>,
    exports: usize,
    write_deadline: Duration,
    /// Deleted values may still be in the write-ahead log: `housekeeping` empties it.
    pub(crate) log_holds_values: Notify,
}

impl AsyncStore {
    pub(crate) fn open(database: &Database, limits: &Limits) -> Result<Arc<Self>, OpenError> {
        Ok(Arc::new(Self {
            store: Store::open(database, limits.exports)?,
            writers: Arc::new(Semaphore::new(1)),
            readers: Arc::new(Semaphore::new(READERS)),
            long_readers: Arc::new(Semaphore::new(limits.exports)),
            exports: limits.exports,
            write_deadline: limits.write_deadline,
            log_holds_values: Notify::new(),
        }))
    }

    /// When a request that begins now has waited long enough for the database: for its turn, for another
    /// process, for all its steps together.
    pub(crate) fn deadline(&self) -> Instant {
        Instant::now() + self.write_deadline
    }

    /// Runs a read where it may block. It happens even when the client goes away.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Connection) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let deadline = self.deadline();
        self.in_turn(&self.readers, deadline, move |store, timeout| {
            store.read(Lane::Short, timeout, work)
        })
        .await
    }

    /// Runs a read that may take long, beside the others: an export, a scan.
    pub(crate) async fn read_long<T: Send + 'static>(
        self: &Arc<Self>,
        deadline: Instant,
        work: impl FnOnce(&Connection) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.in_turn(&self.long_readers, deadline, move |store, timeout| {
            store.read(Lane::Long, timeout, work)
        })
        .await
    }

    /// Runs a write where it may block: durable when this returns. It happens even when the client goes away.
    pub(crate) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        deadline: Instant,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.in_turn(&self.writers, deadline, move |store, timeout| {
            store.write(timeout, work)
        })
        .await
    }

    /// Whether customers can be read and writes would be kept: for `/health`.
    pub(crate) async fn check_health(self: &Arc<Self>) -> Result<(), ApiError> {
        let this = self.clone();
        let timeout = self.write_deadline;
        spawn_blocking(move || Ok(this.store.check(timeout)?))
            .await
            .unwrap_or_else(|_| Err(ApiError::internal(Panicked)))
    }

    async fn in_turn<T: Send + 'static>(
        self: &Arc<Self>,
        turns: &Arc<Semaphore>,
        deadline: Instant,
        work: impl FnOnce(&Store, Duration) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let turn = timeout_at(deadline, turns.clone().acquire_owned())
            .await
            .map_err(|_| StoreError::Busy)?
            .map_err(ApiError::internal)?;
        let this = self.clone();
        spawn_blocking(move || {
            let _turn = turn;
            work(&this.store, deadline.saturating_duration_since(Instant::now())).map_err(|error| {
                let reason = error.store_error().and_then(|cause| this.store.diagnose(cause));
                reason.map_or(error, ApiError::from)
            })
        })
        .await
        .unwrap_or_else(|_| Err(ApiError::internal(Panicked)))
    }

    /// Clears deleted values out of the write-ahead log: now, where no reader needs it, else later.
    pub(crate) async fn forget_log(self: &Arc<Self>) {
        if self.empty_log().await.is_err() {
            self.log_holds_values.notify_one();
        }
    }

    /// Empties the log. Our own readers are let finish first; another process's are not waited for.
    pub(crate) async fn empty_log(self: &Arc<Self>) -> Result<(), ApiError> {
        let all = async {
            Ok::<_, AcquireError>((
                self.writers.clone().acquire_owned().await?,
                take_all(&self.readers, READERS).await?,
                take_all(&self.long_readers, self.exports).await?,
            ))
        };
        let turns = tokio::time::timeout(QUIET_TIMEOUT, all)
            .await
            .map_err(|_| StoreError::Busy)?
            .map_err(ApiError::internal)?;
        let this = self.clone();
        spawn_blocking(move || {
            let _turns = turns;
            Ok(this.store.empty_log()?)
        })
        .await
        .unwrap_or_else(|_| Err(ApiError::internal(Panicked)))
    }
}

async fn take_all(turns: &Arc<Semaphore>, count: usize) -> Result<OwnedSemaphorePermit, AcquireError> {
    turns
        .clone()
        .acquire_many_owned(u32::try_from(count).unwrap_or(u32::MAX))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Database;

    #[tokio::test(start_paused = true)]
    async fn a_request_waits_for_its_turn_until_the_deadline() {
        let limits = Limits::default();
        let store = AsyncStore::open(&Database::Memory, &limits).unwrap();
        let turns = [&store.writers, &store.readers, &store.long_readers].map(Arc::clone);
        let mut taken = Vec::new();
        for turns in &turns {
            taken.push(take_all(turns, turns.available_permits()).await.unwrap());
        }
        let begun = Instant::now();
        let deadline = store.deadline();
        let refused = [
            store.write(deadline, |_| Ok(())).await,
            store.read(|_| Ok(())).await,
            store.read_long(store.deadline(), |_| Ok(())).await,
        ];
        for refused in refused {
            let is_busy =
                matches!(&refused, Err(ApiError::Unavailable(cause)) if matches!(**cause, StoreError::Busy));
            assert!(is_busy, "{refused:?}");
        }
        assert_eq!(begun.elapsed().as_secs(), 3 * limits.write_deadline.as_secs());
    }
}
