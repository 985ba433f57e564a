//! `GET /customers/{id}/events`: server-sent events, so that a page learns that somebody else changed this
//! profile.
//!
//! `current` opens a stream (or, after `Last-Event-ID`, what was missed does, where that is not too much);
//! `changed` and `deleted` follow. No value is sent.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::IntoResponse;

use crate::auth::Caller;
use crate::events::Follower;
use crate::routes::access::{self, CustomerId};
use crate::routes::answer::{Answer, Shared};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// nginx would hold small events back.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

pub(super) async fn events(
    State(app): Shared,
    caller: Caller,
    CustomerId(id): CustomerId,
    headers: HeaderMap,
) -> Answer {
    let last = headers
        .get(LAST_EVENT_ID)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    // It listens before it reads, so that no change falls in between.
    let mut follower = Follower::new(&app.hub, id, &caller)?;
    let record = app
        .store
        .read(move |connection| access::find(connection, &caller, id))
        .await?;
    follower.begin(last, record.revision);
    let mut response = Body::from_stream(follower.into_stream()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_ACCEL_BUFFERING, HeaderValue::from_static("no"));
    Ok(response)
}
