//! The time, for those who may know it.

/// Milliseconds since the epoch.
#[must_use]
pub fn now() -> u64 {
    // Whole milliseconds, positive until the year 275760.
    js_sys::Date::now() as u64
}

/// The month now where the person is: four digits and 1 to 12.
#[must_use]
pub fn month() -> (u16, u8) {
    let today = js_sys::Date::new_0();
    // Both numbers are small and positive.
    (today.get_full_year() as u16, today.get_month() as u8 + 1)
}
