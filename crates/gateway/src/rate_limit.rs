//! So many requests per second and caller: by login where the token is valid, else by address.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::app::App;
use crate::auth::identity_of;
use crate::config::limits::Rate;
use crate::error::ApiError;

/// Callers that have been quiet are forgotten every so many requests: memory follows the callers of now.
const SWEEP_EVERY: usize = 4096;

/// Where a request came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

#[derive(Debug)]
pub(crate) struct Limiter {
    by_caller: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
    requests: AtomicUsize,
}

impl Limiter {
    pub(crate) fn new(rate: Rate) -> Self {
        Self {
            by_caller: RateLimiter::keyed(Quota::per_second(rate.per_second).allow_burst(rate.burst)),
            clock: DefaultClock::default(),
            requests: AtomicUsize::new(0),
        }
    }

    /// How long this caller has to wait, if at all.
    fn wait(&self, caller: &String) -> Option<Duration> {
        if self.requests.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.by_caller.retain_recent();
        }
        let until = self.by_caller.check_key(caller).err()?;
        Some(until.wait_time_from(self.clock.now()))
    }
}

pub(crate) async fn limit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if let Some(limiter) = &app.limiter {
        let extensions = request.extensions();
        let caller = identity_of(extensions).map_or_else(
            || {
                let peer = extensions.get::<Peer>();
                peer.map_or_else(String::new, |Peer(address)| address.ip().to_string())
            },
            |caller| caller.identity(),
        );
        if let Some(wait) = limiter.wait(&caller) {
            // Whole seconds, rounded up: who waits that long is let through.
            let retry_after = wait.as_secs() + 1;
            return ApiError::RateLimited { retry_after }.into_response();
        }
    }
    next.run(request).await
}
