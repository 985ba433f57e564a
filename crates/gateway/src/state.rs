//! What all requests share.

use std::sync::Arc;

use tokio::sync::watch;

use crate::async_store::AsyncStore;
use crate::config::{Config, Surface};
use crate::duplicate_limit::DuplicateLimit;
use crate::events::Hub;
use crate::in_flight::InFlight;
use crate::rate_limit::RateLimits;
use crate::store::OpenError;

#[derive(Debug)]
pub(crate) struct App {
    pub(crate) config: Config,
    pub(crate) store: Arc<AsyncStore>,
    pub(crate) in_flight: InFlight,
    pub(crate) rate_limits: RateLimits,
    pub(crate) duplicates: DuplicateLimit,
    pub(crate) hub: Arc<Hub>,
    /// True once the gateway is shutting down.
    pub(crate) closing: watch::Sender<bool>,
}

impl App {
    pub(crate) fn open(config: Config) -> Result<Arc<Self>, OpenError> {
        let store = AsyncStore::open(&config.database, &config.limits)?;
        let closing = watch::Sender::new(false);
        Ok(Arc::new(Self {
            in_flight: InFlight::default(),
            rate_limits: RateLimits::new(&config.limits),
            duplicates: DuplicateLimit::new(config.limits.duplicates_per_hour),
            hub: Hub::new(&config.limits, store.clone(), closing.subscribe()),
            store,
            closing,
            config,
        }))
    }

    pub(crate) fn is_full(&self) -> bool {
        self.config.surface == Surface::Full
    }
}
