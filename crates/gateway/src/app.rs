//! What all requests share, and the routes with the layers around them, outermost last.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, Transaction};
use tokio::sync::{Semaphore, broadcast, watch};
use tokio::task::spawn_blocking;
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::{Config, Surface};
use crate::error::ApiError;
use crate::in_flight::InFlight;
use crate::rate_limit::{self, RateLimits};
use crate::store::{OpenError, READERS, Store};
use crate::{access_log, auth, cors, middleware, routes, unread_body};

/// Wake-ups that a slow stream may be behind; then it reads what it missed from the audit.
const CHANGES_KEPT: usize = 256;

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
    pub(crate) in_flight: InFlight,
    pub(crate) rate_limits: RateLimits,
    /// Ids of customers that have just changed.
    pub(crate) changes: broadcast::Sender<i64>,
    /// True once the gateway is shutting down.
    pub(crate) closing: watch::Sender<bool>,
}

impl App {
    pub(crate) fn open(config: Config) -> Result<Arc<Self>, OpenError> {
        Ok(Arc::new(Self {
            store: Store::open(&config.database)?,
            writers: Arc::new(Semaphore::new(1)),
            readers: Arc::new(Semaphore::new(READERS)),
            in_flight: InFlight::default(),
            rate_limits: RateLimits::new(&config.limits),
            changes: broadcast::Sender::new(CHANGES_KEPT),
            closing: watch::Sender::new(false),
            config,
        }))
    }

    pub(crate) fn is_full(&self) -> bool {
        self.config.surface == Surface::Full
    }

    /// Runs a read where it may block. It happens even when the client goes away.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Connection) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.in_turn(&self.readers, |store| store.read(work)).await
    }

    /// Runs a write where it may block: durable when this returns. It happens even when the client goes away.
    pub(crate) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.in_turn(&self.writers, |store| store.write(work)).await
    }

    async fn in_turn<T: Send + 'static>(
        self: &Arc<Self>,
        turns: &Arc<Semaphore>,
        work: impl FnOnce(&Store) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let turn = turns.clone().acquire_owned().await.map_err(ApiError::internal)?;
        let app = self.clone();
        spawn_blocking(move || {
            let _turn = turn;
            work(&app.store)
        })
        .await
        .unwrap_or_else(|_| Err(ApiError::internal(Panicked)))
    }

    /// Clears deleted values out of the write-ahead log.
    pub(crate) async fn forget_log(self: &Arc<Self>) {
        let app = self.clone();
        spawn_blocking(move || app.store.forget_log()).await.ok();
    }

    /// Wakes whoever follows this customer.
    pub(crate) fn announce(&self, customer: i64) {
        // Nobody may be listening.
        self.changes.send(customer).ok();
    }
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
