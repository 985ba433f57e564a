//! What all requests share, and the routes with the layers around them, outermost last.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, Transaction};
use tokio::sync::{AcquireError, Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout_at};
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::{Config, Surface};
use crate::duplicate_limit::DuplicateLimit;
use crate::error::ApiError;
use crate::events::Hub;
use crate::in_flight::InFlight;
use crate::rate_limit::{self, RateLimits};
use crate::store::{Lane, OpenError, READERS, Store, StoreError};
use crate::{access_log, auth, cors, middleware, routes, unread_body};

/// How long emptying the log waits for our own reads and writes; most take less than a millisecond.
const QUIET_TIMEOUT: Duration = Duration::from_millis(250);

/// A handler or the database's thread gave up. The panic's own words could hold a value, so they are not
/// kept.
#[derive(Debug, thiserror::Error)]
#[error("a task panicked")]
struct Panicked;

#[derive(Debug)]
pub(crate) struct App {
    pub(crate) config: Config,
    store: Store,
    // Waiting for a turn costs a task; waiting for the database's own locks would cost a thread each.
    writers: Arc<Semaphore>,
    readers: Arc<Semaphore>,
    long_readers: Arc<Semaphore>,
    /// Deleted values may still be in the write-ahead log: `housekeeping` empties it.
    pub(crate) log_holds_values: Notify,
    pub(crate) in_flight: InFlight,
    pub(crate) rate_limits: RateLimits,
    pub(crate) duplicates: DuplicateLimit,
    pub(crate) hub: Hub,
    /// True once the gateway is shutting down.
    pub(crate) closing: watch::Sender<bool>,
}

impl App {
    pub(crate) fn open(config: Config) -> Result<Arc<Self>, OpenError> {
        Ok(Arc::new(Self {
            store: Store::open(&config.database, config.limits.exports)?,
            writers: Arc::new(Semaphore::new(1)),
            readers: Arc::new(Semaphore::new(READERS)),
            long_readers: Arc::new(Semaphore::new(config.limits.exports)),
            log_holds_values: Notify::new(),
            in_flight: InFlight::default(),
            rate_limits: RateLimits::new(&config.limits),
            duplicates: DuplicateLimit::new(config.limits.duplicates_per_hour),
            hub: Hub::new(&config.limits),
            closing: watch::Sender::new(false),
            config,
        }))
    }

    pub(crate) fn is_full(&self) -> bool {
        self.config.surface == Surface::Full
    }

    /// When a request that begins now has waited long enough for the database: for its turn, for another
    /// process, for all its steps together.
    pub(crate) fn deadline(&self) -> Instant {
        Instant::now() + self.config.limits.write_deadline
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
        let app = self.clone();
        let timeout = self.config.limits.write_deadline;
        spawn_blocking(move || Ok(app.store.check(timeout)?))
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
        let app = self.clone();
        spawn_blocking(move || {
            let _turn = turn;
            work(&app.store, deadline.saturating_duration_since(Instant::now())).map_err(|error| {
                let reason = error.store_error().and_then(|cause| app.store.diagnose(cause));
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
                take_all(&self.long_readers, self.config.limits.exports).await?,
            ))
        };
        let turns = tokio::time::timeout(QUIET_TIMEOUT, all)
            .await
            .map_err(|_| StoreError::Busy)?
            .map_err(ApiError::internal)?;
        let app = self.clone();
        spawn_blocking(move || {
            let _turns = turns;
            Ok(app.store.empty_log()?)
        })
        .await
        .unwrap_or_else(|_| Err(ApiError::internal(Panicked)))
    }

    /// Wakes whoever follows this customer.
    pub(crate) fn announce(&self, customer: i64) {
        self.hub.announce(customer);
    }
}

async fn take_all(turns: &Arc<Semaphore>, count: usize) -> Result<OwnedSemaphorePermit, AcquireError> {
    turns
        .clone()
        .acquire_many_owned(u32::try_from(count).unwrap_or(u32::MAX))
        .await
}

pub(crate) fn router(app: &Arc<App>) -> Router {
    let routes = routes::router(app)
        .layer(from_fn_with_state(app.clone(), rate_limit::limit))
        .layer(from_fn_with_state(app.clone(), auth::identify))
        .layer(from_fn_with_state(app.clone(), middleware::find_client))
        .layer(CatchPanicLayer::custom(|_| {
            ApiError::internal(Panicked).into_response()
        }))
        .layer(cors::layer(&app.config))
        .layer(from_fn(unread_body::drain))
        .layer(from_fn(middleware::check))
        .layer(from_fn_with_state(app.clone(), access_log::observe))
        .with_state(app.clone());
    // A route adds `Allow` outside of its own layers, so that only around all of them it can be taken away.
    Router::new()
        .fallback_service(routes)
        .layer(map_response(without_stray_allow))
}

/// What is not there does nothing.
async fn without_stray_allow(mut response: Response) -> Response {
    if response.status() == StatusCode::NOT_FOUND {
        response.headers_mut().remove(ALLOW);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::SigningKey;
    use crate::config::Database;

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_for_a_turn_waits_until_the_deadline() {
        let key = SigningKey::ephemeral().unwrap();
        let app = App::open(Config::new(Database::Memory, key)).unwrap();
        let turns = [&app.writers, &app.readers, &app.long_readers].map(Arc::clone);
        let mut taken = Vec::new();
        for turns in &turns {
            taken.push(take_all(turns, turns.available_permits()).await.unwrap());
        }
        let begun = Instant::now();
        let deadline = app.deadline();
        let refused = [
            app.write(deadline, |_| Ok(())).await,
            app.read(|_| Ok(())).await,
            app.read_long(app.deadline(), |_| Ok(())).await,
        ];
        for refused in refused {
            let is_busy =
                matches!(&refused, Err(ApiError::Unavailable(cause)) if matches!(**cause, StoreError::Busy));
            assert!(is_busy, "{refused:?}");
        }
        assert_eq!(
            begun.elapsed().as_secs(),
            3 * app.config.limits.write_deadline.as_secs()
        );
    }
}
