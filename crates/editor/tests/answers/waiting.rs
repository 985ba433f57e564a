//! `Retry-After`, in every form that servers send.

use cyrexa_editor::answer::retry_after;
use cyrexa_editor::{Clocks, Millis};

/// The device's wall clock is a day slow.
const CLOCKS: Clocks = Clocks {
    monotonic: 5.0,
    wall: 1_000_000.0 - 86_400_000.0,
};
const NOW: &str = "Fri, 27 Nov 2026 05:00:00 GMT";
const THEN: &str = "Fri, 27 Nov 2026 05:00:12 GMT";

/// A parser that knows two dates.
fn parse(date: &str) -> Option<f64> {
    match date {
        NOW => Some(1_000_000.0),
        THEN => Some(1_012_000.0),
        _ => None,
    }
}

#[test]
fn seconds_and_dates_are_read() {
    for (header, expected) in [
        ("3", Some(3_000)),
        (" 3 ", Some(3_000)),
        ("0", Some(0)),
        ("1.5", Some(1_500)),
        ("2, 2", Some(2_000)),
        ("99999999999999999999", Some(u64::MAX)),
        (THEN, Some(12_000)),
        (NOW, Some(0)),
        ("-1", None),
        ("soon", None),
        ("3 apples", None),
        ("", None),
    ] {
        let wait = retry_after(header, Some(NOW), parse, CLOCKS);
        assert_eq!(wait, expected.map(Millis), "{header:?}");
    }
}

#[test]
fn a_date_is_counted_from_the_servers_own_time_or_else_from_the_devices() {
    for served_at in [None, Some("now")] {
        let wait = retry_after(THEN, served_at, parse, CLOCKS);
        assert_eq!(wait, Some(Millis(86_412_000)));
    }
}

#[test]
fn the_sessions_time_is_the_monotonic_one() {
    assert_eq!(CLOCKS.session_time(), Millis(5));
}
