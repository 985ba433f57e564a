//! The time, and how it is written. Everything below the routes is given the time.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Now, to the millisecond.
pub(crate) fn now() -> OffsetDateTime {
    let now = OffsetDateTime::now_utc();
    now.replace_millisecond(now.millisecond()).unwrap_or(now)
}

/// RFC 3339, UTC.
pub(crate) fn timestamp(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).expect("a year of four digits can be written")
}
