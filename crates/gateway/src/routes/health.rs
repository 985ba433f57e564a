//! `GET /health`: whether the gateway answers and its database can be read.

use axum::extract::State;

use super::{Answer, Shared, json};
use crate::log;
use crate::store::StoreError;

pub(super) async fn check(State(app): Shared) -> Answer {
    app.read(|connection| Ok(connection.execute_batch("SELECT 1").map_err(StoreError::from)?))
        .await?;
    Ok(json(
        &serde_json::json!({ "status": "ok", "droppedLogLines": log::dropped_lines() }),
    ))
}
