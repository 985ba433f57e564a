//! What handlers take and return.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::error::{ApiError, JSON, to_json};
use crate::state::App;

pub(super) type Answer = Result<Response, ApiError>;
pub(super) type Shared = State<Arc<App>>;

/// A body of JSON.
pub(super) fn json(value: &impl Serialize) -> Response {
    ([(CONTENT_TYPE, JSON)], to_json(value)).into_response()
}
