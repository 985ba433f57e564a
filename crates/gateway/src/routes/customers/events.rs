//! `GET /customers/{id}/events`: server-sent events, so that a page learns that somebody else changed this
//! profile.
//!
//! `current` opens a stream (or, after `Last-Event-ID`, what was missed does); `changed` and `deleted`
//! follow. No value is sent.

use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Sse};

use crate::access::{self, CustomerId};
use crate::auth::Caller;
use crate::events::Follower;
use crate::routes::{Answer, Shared};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// nginx would hold small events back.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

pub(super) async fn events(
    State(app): Shared,
    caller: Caller,
    CustomerId(id): CustomerId,
    headers: HeaderMap,
) -> Answer {
    let last: Option<i64> = headers
        .get(LAST_EVENT_ID)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    // It listens before it reads, so that no change falls in between.
    let mut follower = Follower::after(app.clone(), id, last.unwrap_or_default(), caller.expires);
    let record = app
        .read(move |connection| access::find(connection, &caller, id))
        .await?;
    match last {
        Some(last) if (0..=record.revision).contains(&last) => follower.catch_up().await?,
        // What is beyond the present is of another database, as after a backup was put back.
        _ => follower.tell_current(record.revision),
    }
    let mut response = Sse::new(follower.into_stream()).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_ACCEL_BUFFERING, HeaderValue::from_static("no"));
    Ok(response)
}
