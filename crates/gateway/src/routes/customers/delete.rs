//! `DELETE /customers/{id}`: the person's data goes; who, when and which fields stay.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;

use super::answer::set_fields;
use crate::auth::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::middleware::RequestId;
use crate::routes::access::{self, CustomerId, check_may_write};
use crate::routes::answer::{Answer, Shared};
use crate::routes::precondition::Condition;
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
    app.store
        .write(app.store.deadline(), move |transaction| {
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
    app.hub.announce(id);
    app.store.forget_log().await;
    Ok(StatusCode::OK.into_response())
}
