//! `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date.

use super::json::decimal;
use crate::{Clocks, Millis};

/// How long to wait. `parse_date` reads a date as milliseconds since the epoch; `served_at` is the answer's
/// own `Date`, which is right also where the device's clock is not.
#[must_use]
pub fn retry_after(
    header: &str,
    served_at: Option<&str>,
    parse_date: impl Fn(&str) -> Option<f64>,
    clocks: Clocks,
) -> Option<Millis> {
    // Proxies join doubled headers by commas; a date has one after its first word.
    let first = header.split(',').next().unwrap_or_default().trim();
    if let Some(seconds) = decimal(first).filter(|seconds| *seconds >= 0.0) {
        // `as` saturates.
        return Some(Millis((seconds * 1000.0).ceil() as u64));
    }
    if !first.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    Some(clocks.until(parse_date(header)?, served_at.and_then(parse_date)))
}
