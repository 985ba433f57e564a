//! When to try again: exponential back-off with full jitter and a cap, never before the gateway's
//! `Retry-After`.

use crate::{Config, Entropy, Millis, TimerId};

/// A wait of the gateway's up to this long is kept whatever a person presses. Over a longer one (a CDN says a day)
/// the person decides.
const LONGEST_KEPT: Millis = Millis(60_000);
/// The longest time until something is tried again by itself, whatever `Retry-After` says: a page left open
/// recovers within the quarter of an hour.
const LONGEST_ASKED: Millis = Millis(15 * 60_000);

/// How the last requests went, and the one timer.
#[derive(Default)]
pub(crate) struct Retry {
    /// Writes that failed in a row.
    failures: u32,
    /// Nothing is sent before this.
    not_before: Millis,
    /// The part of `not_before` that the network's return does not shorten.
    floor: Millis,
    /// Nor does a person: the gateway has asked for it.
    is_kept: bool,
    /// The timer that is running.
    pub(crate) timer: Option<TimerId>,
}

impl Retry {
    /// Another failure: wait for anything between a millisecond and a bound that doubles, over what the gateway
    /// asks for.
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
        self.is_kept = asked > Millis(0) && asked <= LONGEST_KEPT;
        self.floor = Millis(now.0.saturating_add(asked.min(LONGEST_ASKED).0));
        // Never in the same moment: what waits can be seen, and left.
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

    /// Whether a person who asks has it sooner.
    pub(crate) const fn can_hurry(&self) -> bool {
        !self.is_kept
    }

    /// The network is back: no reason to wait longer than the gateway asked for.
    pub(crate) const fn hurry(&mut self) {
        self.not_before = self.floor;
    }

    /// A person asks.
    pub(crate) const fn insist(&mut self) {
        if !self.is_kept {
            self.floor = Millis(0);
        }
        self.hurry();
    }

    /// The timer ran out; it may do so a little early by the clock of the events.
    pub(crate) const fn arrived(&mut self) {
        self.timer = None;
        self.not_before = Millis(0);
        self.floor = Millis(0);
    }

    /// Everything is settled: the next failure is a first one.
    pub(crate) const fn calm(&mut self) {
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
        retry.hurry();
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
            retry.hurry();
            assert_eq!(retry.at(), Millis(5 + waits), "{asked}");
            assert_eq!(retry.can_hurry(), !kept, "{asked}");
            retry.insist();
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
