//! `GET /customers/{id}`.

use axum::extract::State;
use axum::http::header::ETAG;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::answer::shown;
use crate::auth::Caller;
use crate::etag::etag_of;
use crate::routes::access::{self, CustomerId};
use crate::routes::answer::{Answer, Shared};
use crate::routes::precondition::Condition;

pub(super) async fn get(
    State(app): Shared,
    caller: Caller,
    CustomerId(id): CustomerId,
    headers: HeaderMap,
) -> Answer {
    let record = app
        .store
        .read(move |connection| access::find(connection, &caller, id))
        .await?;
    if app.is_full() && Condition::if_none_match(&headers).has_seen(&record) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag_of(&record))]).into_response());
    }
    Ok(shown(&app, &record))
}
