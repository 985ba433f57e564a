//! Versions: the strong `ETag` of a customer.

use axum::http::HeaderValue;

use crate::store::customers::Record;

/// The version as clients see it: opaque to them.
pub(crate) fn etag(customer: i64, revision: i64) -> String {
    format!("\"{customer}-{revision}\"")
}

pub(crate) fn etag_of(record: &Record) -> HeaderValue {
    HeaderValue::from_str(&etag(record.id(), record.revision)).expect("digits in quotes")
}
