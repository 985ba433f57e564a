//! Where a list goes on: the last number of the page before, opaque so that no client builds one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::ApiError;

/// What `limit` is where the address says nothing.
const DEFAULT_LIMIT: usize = 20;

/// A page of a hundred customers is about 50 kB.
pub(crate) const LARGEST_LIMIT: usize = 100;

pub(crate) fn write(last: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("after:{last}"))
}

/// The number that `write` was given.
pub(crate) fn read(cursor: &str) -> Result<i64, ApiError> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| {
            String::from_utf8(bytes)
                .ok()?
                .strip_prefix("after:")?
                .parse()
                .ok()
        })
        .ok_or(ApiError::BadRequest("cursor is not one that this gateway gave"))
}

/// How many a page may have.
pub(crate) fn limit(text: Option<&str>, largest: usize) -> Result<usize, ApiError> {
    text.map_or(Some(DEFAULT_LIMIT.min(largest)), |text| text.parse().ok())
        .filter(|limit| (1..=largest).contains(limit))
        .ok_or(ApiError::BadRequest("limit must be from 1 to the longest page"))
}

/// Cuts a page that was asked for with one more than `limit`, and says where the next one begins.
pub(crate) fn cut<T>(
    mut items: Vec<T>,
    limit: usize,
    number: impl Fn(&T) -> i64,
) -> (Vec<T>, Option<String>) {
    let has_more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| has_more).map(|last| write(number(last)));
    (items, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_nothing_else_is_one() {
        for number in [0, 1, 12345, i64::MAX] {
            assert_eq!(read(&write(number)).ok(), Some(number));
        }
        for text in ["", "12", "YWZ0ZXI6", "YWZ0ZXI6eA", "%%", "after:1"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_limit_is_from_1_to_100() {
        for (text, expected) in [
            (None, Some(20)),
            (Some("1"), Some(1)),
            (Some("100"), Some(100)),
            (Some("0"), None),
            (Some("101"), None),
            (Some("-1"), None),
            (Some(""), None),
            (Some("ten"), None),
            (Some("99999999999999999999"), None),
        ] {
            assert_eq!(limit(text, LARGEST_LIMIT).ok(), expected, "{text:?}");
        }
    }
}
