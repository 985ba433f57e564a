//! Answers that show a customer.

use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use cyrexa_contract::{Customer, Field};

use crate::etag::etag_of;
use crate::routes::answer::json;
use crate::state::App;
use crate::store::customers::Record;

/// The fields that have a text.
pub(super) fn set_fields(customer: &Customer) -> Vec<Field> {
    Field::ALL
        .into_iter()
        .filter(|field| customer.text(*field).is_some())
        .collect()
}

/// A customer with its version, where the surface has versions.
pub(super) fn shown(app: &App, record: &Record) -> Response {
    let mut response = json(&record.customer);
    if app.is_full() {
        response.headers_mut().insert(ETAG, etag_of(record));
    }
    response
}

/// The answer to a write: upstream documents no body.
pub(super) fn written(app: &App, record: &Record) -> Response {
    if app.is_full() {
        shown(app, record)
    } else {
        ().into_response()
    }
}
