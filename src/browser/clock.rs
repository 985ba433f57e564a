//! The time, for those who may know it.

use cyrexa_editor::Clocks;

use super::page::window;

/// What the clocks say now. Timers go by the monotonic one, and so does the session; the wall clock is for
/// people.
///
/// While a machine sleeps some systems stop `performance.now()` and some do not; browsers stop `setTimeout`
/// with it. So a wait goes on after sleep where it was, which is never too early for `Retry-After`.
#[must_use]
pub fn now() -> Clocks {
    Clocks {
        monotonic: window()
            .performance()
            .map_or(0.0, |performance| performance.now()),
        wall: js_sys::Date::now(),
    }
}

/// Milliseconds since the page was opened. Unlike `now` it never jumps: the person's clock has no part in it.
#[must_use]
pub fn monotonic() -> u64 {
    // Positive, and whole milliseconds are enough.
    super::page::window()
        .performance()
        .map_or(0, |performance| performance.now() as u64)
}

/// The month now where the person is: four digits and 1 to 12.
#[must_use]
pub fn month() -> (u16, u8) {
    let today = js_sys::Date::new_0();
    // Both numbers are small and positive.
    (today.get_full_year() as u16, today.get_month() as u8 + 1)
}
