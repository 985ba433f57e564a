//! `GET /customers/{id}`.

use axum::extract::State;
use axum::http::header::ETAG;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::shown;
use crate::access::{self, CustomerId};
use crate::auth::Caller;
use crate::precondition::{Condition, etag_of};
use crate::routes::{Answer, Shared};

pub(super) async fn get(
    State(app): Shared,
    caller: Caller,
    CustomerId(id): CustomerId,
    headers: HeaderMap,
) -> Answer {
    let record = app
        .read(move |connection| access::find(connection, &caller, id))
        .await?;
    if app.is_full() && Condition::if_none_match(&headers).has_seen(&record) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag_of(&record))]).into_response());
    }
    Ok(shown(&app, &record))
}
