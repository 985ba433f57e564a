//! Counts requests per second, by login and by address.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::limits::{Limits, Rate};

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

    /// How long a request from this address and this login (or what is counted as one) has to wait.
    pub(crate) fn wait(&self, address: Option<String>, login: Option<String>) -> Option<Duration> {
        let checks = [
            self.by_address.as_ref().zip(address),
            self.by_login.as_ref().zip(login),
        ];
        checks
            .into_iter()
            .flatten()
            .find_map(|(limiter, caller)| limiter.wait(&caller))
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
