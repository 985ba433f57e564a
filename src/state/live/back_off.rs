//! The back-off before a stream is opened again. Random bits and the stream's duration are parameters.

/// The first bound, in milliseconds; it doubles with every stream in a row that did not last.
const FIRST_BOUND: u64 = 2_000;
/// The longest bound while the gateway cannot be reached or is busy.
const LONGEST_BOUND: u64 = 60_000;
/// The longest bound where something other than a stream answers: that changes with a deployment or a login.
const LONGEST_BOUND_REFUSED: u64 = 300_000;
/// A stream that was open this long, in milliseconds, resets the back-off: twice the gateway's keep-alive of
/// 15 seconds.
const STABLE_AFTER: u64 = 30_000;

/// How a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It was cut, or the gateway could not be reached, or failed.
    Cut,
    /// 429 or 503, with `Retry-After` in milliseconds where there was one.
    Busy(Option<u64>),
    /// Not with this token (401, 403), not there (404), or not a stream at all.
    Refused,
    /// 204: the HTML standard's way to say that no stream is to be opened again.
    Over,
}

/// Counts streams in a row that were not open long enough.
#[derive(Default)]
pub(super) struct BackOff {
    failures: u32,
}

impl BackOff {
    /// Milliseconds to wait after a stream that ended like this after `lived` milliseconds. A quarter of the
    /// bound is fixed, the rest is jitter: tabs do not reconnect in step, and a low random number makes no
    /// tight loop.
    pub(super) fn after(&mut self, end: End, lived: u64, random: u32) -> u64 {
        if lived >= STABLE_AFTER {
            self.failures = 0;
        }
        let longest = match end {
            End::Cut | End::Busy(_) => LONGEST_BOUND,
            End::Refused | End::Over => LONGEST_BOUND_REFUSED,
        };
        let bound = (FIRST_BOUND << self.failures.min(8)).min(longest);
        self.failures = self.failures.saturating_add(1);
        let fixed = bound / 4;
        let wait = fixed + (((bound - fixed) * u64::from(random)) >> 32);
        match end {
            End::Busy(Some(asked)) => wait.saturating_add(asked),
            _ => wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOWEST: u32 = 0;
    const HIGHEST: u32 = u32::MAX;

    #[test]
    fn the_wait_doubles_up_to_a_cap_and_a_quarter_of_it_is_fixed() {
        for (end, bounds) in [
            (End::Cut, [2, 4, 8, 16, 32, 60, 60, 60, 60, 60]),
            (End::Busy(None), [2, 4, 8, 16, 32, 60, 60, 60, 60, 60]),
            (End::Refused, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]),
        ] {
            let (mut lowest, mut highest) = (BackOff::default(), BackOff::default());
            for bound in bounds {
                let bound = bound * 1_000;
                assert_eq!(lowest.after(end, 0, LOWEST), bound / 4, "{end:?}");
                let longest = highest.after(end, 0, HIGHEST);
                assert!((bound - 1..=bound).contains(&longest), "{end:?}: {longest}");
            }
        }
    }

    #[test]
    fn with_any_random_number_a_stream_that_is_cut_at_once_is_opened_five_times_in_twelve_seconds() {
        for end in [End::Cut, End::Busy(None), End::Refused] {
            let mut back_off = BackOff::default();
            let (mut at, mut opened) = (0, 0);
            while at <= 12_000 {
                opened += 1;
                at += back_off.after(end, 0, LOWEST);
            }
            assert_eq!(opened, 5, "{end:?}");
        }
    }

    #[test]
    fn only_a_stream_that_lasted_starts_over() {
        for (lived, expected) in [(0, 1_000), (29_999, 1_000), (30_000, 500), (u64::MAX, 500)] {
            let mut back_off = BackOff::default();
            back_off.after(End::Cut, 0, LOWEST);
            assert_eq!(back_off.after(End::Cut, lived, LOWEST), expected, "{lived}");
        }
    }

    #[test]
    fn what_the_gateway_asks_for_is_kept() {
        let mut back_off = BackOff::default();
        assert_eq!(back_off.after(End::Busy(Some(40_000)), 0, LOWEST), 40_500);
        assert_eq!(back_off.after(End::Busy(Some(u64::MAX)), 0, HIGHEST), u64::MAX);
        for _ in 0..1_000 {
            back_off.after(End::Refused, 0, HIGHEST);
        }
    }
}
