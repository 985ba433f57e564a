//! `GET /health`: whether the gateway answers and its database can be read.

use axum::extract::State;

use super::{Answer, Shared, json};
use crate::log;

pub(super) async fn check(State(app): Shared) -> Answer {
    app.check_health().await?;
    Ok(json(
        &serde_json::json!({ "status": "ok", "droppedLogLines": log::dropped_lines() }),
    ))
}
