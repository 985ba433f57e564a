//! `GET /health`: whether the gateway answers and its database can be read.

use axum::extract::State;

use super::answer::{Answer, Shared, json};
use crate::log;

pub(super) async fn check(State(app): Shared) -> Answer {
    app.store.check_health().await?;
    Ok(json(
        &serde_json::json!({ "status": "ok", "droppedLogLines": log::dropped_lines() }),
    ))
}
