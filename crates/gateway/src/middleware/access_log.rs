//! The outermost layer: names the request, writes errors out, puts the headers that every answer has, logs
//! one line.
//!
//! **Invariant.** The line has the method, the route's template, status, time and request id: no address, no
//! query, no header.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use cyrexa_contract::FINGERPRINT;

use super::request_id::{RequestId, X_REQUEST_ID};
use crate::clock;
use crate::config::Surface;
use crate::error::ApiError;
use crate::state::App;

const X_CONTRACT: HeaderName = HeaderName::from_static("x-contract");

/// An answer is data: where a browser shows one all the same, it may load and run nothing.
const NO_DOCUMENT: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

pub(crate) async fn observe(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let request_id = RequestId::of(request.headers());
    request.extensions_mut().insert(request_id.clone());
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();

    let mut response = next.run(request).await;

    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        let timestamp = clock::timestamp(clock::now());
        let headers = std::mem::take(response.headers_mut());
        response = error.answer(
            app.config.surface,
            headers,
            timestamp,
            request_id.as_str().to_owned(),
        );
    }
    let headers = response.headers_mut();
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, NO_DOCUMENT);
    if app.config.surface == Surface::Full {
        headers.insert(X_CONTRACT, HeaderValue::from_static(FINGERPRINT));
        headers.insert(X_REQUEST_ID, request_id.header());
    }
    tracing::info!(
        method,
        route = route.as_ref().map_or("none", |route| route.as_str()),
        status = response.status().as_u16(),
        micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
        request_id = request_id.as_str(),
        "answered"
    );
    response
}

/// A method of HTTP by its name; a client may make up others and write into them what it likes.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
