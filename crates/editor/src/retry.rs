//! When to try again: exponential back-off with full jitter and a cap, never before the gateway's
//! `Retry-After`.

use crate::{Config, Entropy, Millis, TimerId};

/// A `Retry-After` up to this long is respected even if a person presses "try again". A longer one (a CDN may
/// say a day) the person can end.
const LONGEST_BINDING_WAIT: Millis = Millis(60_000);
/// The longest time until something is tried again by itself, whatever `Retry-After` says: a page left open
/// recovers within the quarter of an hour.
const LONGEST_WAIT: Millis = Millis(15 * 60_000);

/// How the last requests went, and the one timer.
#[derive(Default)]
pub(crate) struct Retry {
    /// Writes that failed in a row.
    failures: u32,
    /// Nothing is sent before this.
    not_before: Millis,
    /// The part of `not_before` that the network's return does not shorten.
    floor: Millis,
    /// A person does not shorten it either: the gateway asked for it.
    is_binding: bool,
    /// The timer that is running.
    pub(crate) timer: Option<TimerId>,
}

impl Retry {
    /// Another failure: wait for a random time up to a bound that doubles, on top of the gateway's
    /// `Retry-After`.
    pub(crate) fn back_off(&mut self, config: &Config, now: Millis, entropy: Entropy, asked: Option<Millis>) {
        let bound = config
            .retry_base
            .0
            .saturating_mul(1 << self.failures.min(32))
            .min(config.retry_cap.0);
        // The low half; keys are made of all of it, but no event needs both.
        let jitter = (entropy.0 as u64) % bound.saturating_add(1);
        self.failures = self.failures.saturating_add(1);
        let asked = asked.unwrap_or_default();
        self.is_binding = asked > Millis(0) && asked <= LONGEST_BINDING_WAIT;
        self.floor = Millis(now.0.saturating_add(asked.min(LONGEST_WAIT).0));
        // Never at once: the screen can show that it waits, and a person can leave.
        self.not_before = Millis(self.floor.0.saturating_add(jitter)).max(Millis(now.0.saturating_add(1)));
    }

    /// When the next request may go; `None` is now.
    pub(crate) fn wait_until(&self, now: Millis) -> Option<Millis> {
        (self.not_before > now).then_some(self.not_before)
    }

    /// The earliest next attempt, for a status line.
    pub(crate) const fn at(&self) -> Millis {
        self.not_before
    }

    /// Whether a person can end the wait.
    pub(crate) const fn can_retry_now(&self) -> bool {
        !self.is_binding
    }

    /// The network is back: no reason to wait longer than the gateway asked for.
    pub(crate) const fn skip_jitter(&mut self) {
        self.not_before = self.floor;
    }

    /// A person presses "try again" or saves.
    pub(crate) const fn retry_now(&mut self) {
        if !self.is_binding {
            self.floor = Millis(0);
        }
        self.skip_jitter();
    }

    /// The timer ran out; it may do so a little early by the clock of the events.
    pub(crate) const fn timer_fired(&mut self) {
        self.timer = None;
        self.not_before = Millis(0);
        self.floor = Millis(0);
    }

    /// Everything is settled: the next failure counts as the first.
    pub(crate) const fn forget_failures(&mut self) {
        self.failures = 0;
    }

    /// A write went through.
    pub(crate) const fn reset(&mut self) {
        self.failures = 0;
        self.not_before = Millis(0);
        self.floor = Millis(0);
    }
}

#[cfg(test)]
mod tests {
    use super::Retry;
    use crate::{Config, Entropy, Millis, Target};

    #[test]
    fn the_bound_doubles_up_to_the_cap_and_jitter_is_full() {
        let config = Config::new(Target::Create);
        let mut retry = Retry::default();
        for bound in [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] {
            // `bound` itself is the largest remainder, 0 the smallest.
            let mut lucky = Retry {
                failures: retry.failures,
                ..Retry::default()
            };
            lucky.back_off(&config, Millis(7), Entropy(0), None);
            assert_eq!(lucky.wait_until(Millis(7)), Some(Millis(8)));
            retry.back_off(&config, Millis(7), Entropy(bound), None);
            assert_eq!(retry.at(), Millis(7 + bound as u64));
        }
    }

    #[test]
    fn a_gateways_retry_after_is_a_minimum_that_no_hurry_shortens() {
        let config = Config::new(Target::Create);
        let mut retry = Retry::default();
        retry.back_off(&config, Millis(0), Entropy(300), Some(Millis(9_000)));
        assert_eq!(retry.at(), Millis(9_300));
        retry.skip_jitter();
        assert_eq!(retry.wait_until(Millis(10)), Some(Millis(9_000)));
    }

    #[test]
    fn a_long_retry_after_is_capped_and_a_person_may_have_it_sooner() {
        let config = Config::new(Target::Create);
        for (asked, waits, kept) in [
            (60_000, 60_000, true),
            (60_001, 60_001, false),
            (86_400_000, 900_000, false),
            (u64::MAX, 900_000, false),
        ] {
            let mut retry = Retry::default();
            retry.back_off(&config, Millis(5), Entropy(0), Some(Millis(asked)));
            retry.skip_jitter();
            assert_eq!(retry.at(), Millis(5 + waits), "{asked}");
            assert_eq!(retry.can_retry_now(), !kept, "{asked}");
            retry.retry_now();
            assert_eq!(retry.wait_until(Millis(6)).is_some(), kept, "{asked}");
        }
    }

    #[test]
    fn thousands_of_failures_overflow_nothing() {
        let config = Config {
            retry_base: Millis(u64::MAX),
            retry_cap: Millis(u64::MAX),
            ..Config::new(Target::Create)
        };
        let mut retry = Retry::default();
        for _ in 0..5_000 {
            retry.back_off(
                &config,
                Millis(u64::MAX),
                Entropy(u128::MAX),
                Some(Millis(u64::MAX)),
            );
        }
        assert_eq!(retry.at(), Millis(u64::MAX));
    }
}
