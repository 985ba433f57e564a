//! `GET /customers/{id}/export`: everything that is held about a customer, as one file.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use serde_json::json;

use crate::access::{self, CustomerId};
use crate::auth::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::routes::{Answer, Shared, json};
use crate::store::{audit, payment_methods};

pub(super) async fn export(State(app): Shared, caller: Caller, CustomerId(id): CustomerId) -> Answer {
    // One snapshot: the parts of the file belong to the same moment.
    let held = app
        .read_long(app.deadline(), move |connection| {
            let record = access::find(connection, &caller, id)?;
            Ok(json!({
                "customer": record.customer,
                "paymentMethods": payment_methods::of_customer(connection, id)?,
                "history": audit::since(connection, id, 0, usize::MAX)?,
                "exportedAt": clock::timestamp(clock::now()),
            }))
        })
        .await?;
    let mut response = json(&held);
    let attachment = HeaderValue::from_str(&format!("attachment; filename=\"customer-{id}.json\""))
        .map_err(ApiError::internal)?;
    response.headers_mut().insert(CONTENT_DISPOSITION, attachment);
    Ok(response)
}
