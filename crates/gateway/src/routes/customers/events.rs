//! `GET /customers/{id}/events`: server-sent events, so that a page learns that somebody else changed this
//! profile.
//!
//! `current` opens a stream (or, after `Last-Event-ID`, what was missed does); `changed` and `deleted`
//! follow. No value is sent.

use std::time::Duration;

use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Sse};

use crate::access::{self, CustomerId};
use crate::auth::Caller;
use crate::clock;
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
    let seconds = caller.expires - clock::now().unix_timestamp();
    let lasts = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    let last = headers
        .get(LAST_EVENT_ID)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    // It listens before it reads, so that no change falls in between.
    let mut follower = Follower::after(app.clone(), id, last.unwrap_or_default(), lasts);
    let record = app
        .read(move |connection| access::find(connection, &caller, id))
        .await?;
    match last {
        Some(_) => follower.catch_up().await?,
        None => follower.tell_current(record.revision),
    }
    let mut response = Sse::new(follower.into_stream()).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_ACCEL_BUFFERING, HeaderValue::from_static("no"));
    Ok(response)
}
