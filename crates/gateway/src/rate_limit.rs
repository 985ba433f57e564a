//! So many requests per second: of one login (without a valid token, of one address), and of one address whatever it asks
//! for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::app::App;
use crate::auth::identity_of;
use crate::config::Limits;
use crate::config::limits::Rate;
use crate::error::ApiError;
use crate::middleware::ClientAddress;

/// Callers that have been quiet are forgotten every so many requests: memory follows the callers of now.
const SWEEP_EVERY: usize = 4096;

/// With about 100 bytes each, below 10 MiB. Where there are more busy callers than that, all begin anew.
const MOST_CALLERS: usize = 65_536;

#[derive(Debug)]
pub(crate) struct RateLimits {
    by_login: Option<Limiter>,
    by_address: Option<Limiter>,
}

impl RateLimits {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            by_login: limits.rate.map(Limiter::new),
            by_address: limits.address_rate.map(Limiter::new),
        }
    }
}

#[derive(Debug)]
struct Limiter {
    quota: Quota,
    callers: RwLock<DefaultKeyedRateLimiter<String>>,
    clock: DefaultClock,
    requests: AtomicUsize,
}

impl Limiter {
    fn new(rate: Rate) -> Self {
        let quota = Quota::per_second(rate.per_second).allow_burst(rate.burst);
        Self {
            quota,
            callers: RwLock::new(RateLimiter::keyed(quota)),
            clock: DefaultClock::default(),
            requests: AtomicUsize::new(0),
        }
    }

    /// How long this caller has to wait, if at all.
    fn wait(&self, caller: &String) -> Option<Duration> {
        if self.requests.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.sweep();
        }
        let callers = self.callers.read().unwrap_or_else(PoisonError::into_inner);
        let until = callers.check_key(caller).err()?;
        Some(until.wait_time_from(self.clock.now()))
    }

    fn sweep(&self) {
        let mut callers = self.callers.write().unwrap_or_else(PoisonError::into_inner);
        callers.retain_recent();
        if callers.len() > MOST_CALLERS {
            *callers = RateLimiter::keyed(self.quota);
        }
    }
}

pub(crate) async fn limit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    // Whoever watches over the gateway must not be told that it is ill because others are busy.
    if request.uri().path() == "/health" {
        return next.run(request).await;
    }
    let extensions = request.extensions();
    let address = extensions.get::<ClientAddress>().and_then(|client| client.0);
    let address = address.map(|address| address.to_string());
    let login = identity_of(extensions).map(|caller| caller.identity());
    let caller = login.or_else(|| address.clone());
    let checks = [
        app.rate_limits.by_address.as_ref().zip(address),
        app.rate_limits.by_login.as_ref().zip(caller),
    ];
    let wait = checks
        .into_iter()
        .flatten()
        .find_map(|(limiter, caller)| limiter.wait(&caller));
    match wait {
        // Whole seconds, rounded up: who waits that long is let through.
        Some(wait) => ApiError::RateLimited {
            retry_after: wait.as_secs() + 1,
        }
        .into_response(),
        None => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_beyond_number_take_bounded_memory() {
        let limiter = Limiter::new(Rate::new(1, 1000).unwrap());
        for n in 0..3 * MOST_CALLERS {
            limiter.wait(&n.to_string());
            if n % SWEEP_EVERY == 0 {
                let callers = limiter.callers.read().unwrap().len();
                assert!(callers <= MOST_CALLERS + SWEEP_EVERY, "{callers}");
            }
        }
    }
}
