//! `GET /users/payment-methods/{id}`: the saved payment methods of a customer, masked.

use axum::extract::State;

use super::answer::{Answer, Shared, json};
use crate::auth::Caller;
use crate::routes::access::{self, CustomerId};
use crate::store::payment_methods;

pub(super) async fn list(State(app): Shared, caller: Caller, CustomerId(id): CustomerId) -> Answer {
    let deadline = app.store.deadline();
    let methods = app
        .store
        .read(move |connection| {
            access::find(connection, &caller, id)?;
            Ok(payment_methods::of_customer(connection, id)?)
        })
        .await?;
    if !methods.is_empty() || !app.config.is_dev {
        return Ok(json(&methods));
    }
    let seeded = app
        .store
        .write(deadline, move |transaction| {
            // Deleted in the meantime, perhaps.
            if crate::store::customers::find(transaction, id)?.is_some() {
                payment_methods::seed(transaction, id)?;
            }
            Ok(payment_methods::of_customer(transaction, id)?)
        })
        .await?;
    Ok(json(&seeded))
}
