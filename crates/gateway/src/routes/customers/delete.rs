//! `DELETE /customers/{id}`: the person's data goes; who, when and which fields stay.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::set_fields;
use crate::access::{self, CustomerId, check_may_write};
use crate::auth::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::precondition::Condition;
use crate::request_id::RequestId;
use crate::routes::{Answer, Shared};
use crate::store::audit::{self, Action, Event};
use crate::store::{customers, idempotency};

pub(super) async fn delete(
    State(app): Shared,
    caller: Caller,
    request_id: RequestId,
    CustomerId(id): CustomerId,
    headers: HeaderMap,
) -> Answer {
    check_may_write(&caller)?;
    let condition = Condition::if_match(&headers)?;
    let stamp = caller.stamp(clock::timestamp(clock::now()), request_id.as_str().to_owned());
    app.write(app.deadline(), move |transaction| {
        let record = access::find(transaction, &caller, id)?;
        if !condition.allows_write_over(&record) {
            return Err(ApiError::VersionConflict(Box::new(record)));
        }
        customers::delete(transaction, id)?;
        idempotency::forget(transaction, id)?;
        let event = Event {
            customer: id,
            owner: record.owner(),
            revision: record.revision + 1,
            action: Action::Delete,
            fields: set_fields(&record.customer),
        };
        Ok(audit::record(transaction, &event, &stamp)?)
    })
    .await?;
    app.announce(id);
    app.forget_log().await;
    Ok(StatusCode::OK.into_response())
}
