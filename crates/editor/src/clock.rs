//! The two clocks of a device, and which of them the session goes by.

use crate::Millis;

/// What the clocks of a device say, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clocks {
    /// Since some start; it never jumps and never runs backwards (`performance.now()`).
    pub monotonic: f64,
    /// Since the epoch; people, time servers and sleep set it back and forth (`Date.now()`).
    pub wall: f64,
}

impl Clocks {
    /// The time for a session's events.
    #[must_use]
    pub const fn session_time(self) -> Millis {
        // Whole milliseconds; `as` saturates.
        Millis(self.monotonic as u64)
    }

    /// How long it is until a date: from the server's own time where that is known, else from the device's.
    #[must_use]
    pub fn until(self, date: f64, served_at: Option<f64>) -> Millis {
        // A date that has passed is now: `as` saturates.
        Millis((date - served_at.unwrap_or(self.wall)) as u64)
    }
}
