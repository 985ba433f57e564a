//! `PUT /customers/{id}`: writes what the body names, keeps the rest.

use axum::extract::{Request, State};
use cyrexa_contract::{Field, Operation, Patch, judge};
use rusqlite::Transaction;

use super::answer::written;
use crate::auth::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::middleware::RequestId;
use crate::routes::access::{self, CustomerId, check_may_write};
use crate::routes::answer::{Answer, Shared};
use crate::routes::body;
use crate::routes::precondition::Condition;
use crate::store::audit::{self, Action, Event, Stamp};
use crate::store::customers::{self, Record};

pub(super) async fn update(
    State(app): Shared,
    caller: Caller,
    request_id: RequestId,
    CustomerId(id): CustomerId,
    request: Request,
) -> Answer {
    check_may_write(&caller)?;
    let condition = if app.is_full() {
        Condition::if_match(request.headers())?
    } else {
        Condition::Absent
    };
    let body = body::receive(request, Operation::Update, &app.config).await?;
    let deadline = app.store.deadline();
    // Before the verdict: to another's profile there is none.
    let asker = caller.clone();
    app.store
        .read(move |connection| access::find(connection, &asker, id))
        .await?;
    let patch = judge(&body, Operation::Update)?;
    let stamp = caller.stamp(clock::timestamp(clock::now()), request_id.as_str().to_owned());
    let writer = app.clone();
    let (record, has_changed) = app
        .store
        .write(deadline, move |transaction| {
            let record = access::find(transaction, &caller, id)?;
            if !condition.allows_write_over(&record) {
                return Err(ApiError::VersionConflict(Box::new(record)));
            }
            let patch = patch.minimal_over(&record.customer);
            let changes_email = patch.changed().any(|field| field == Field::Email);
            let write = || apply(transaction, record, &patch, &stamp);
            if changes_email {
                writer.duplicates.guard(&caller, write)
            } else {
                write()
            }
        })
        .await?;
    if has_changed {
        app.hub.announce(id);
    }
    Ok(written(&app, &record))
}

/// The record with the patch over it, and whether that made a difference.
fn apply(
    transaction: &Transaction<'_>,
    mut record: Record,
    patch: &Patch,
    stamp: &Stamp,
) -> Result<(Record, bool), ApiError> {
    if patch.is_empty() {
        return Ok((record, false));
    }
    record.customer.apply(patch);
    let record = customers::update(transaction, record)?;
    let event = Event {
        customer: record.id(),
        owner: record.owner(),
        revision: record.revision,
        action: Action::Update,
        fields: patch.changed().collect(),
    };
    audit::record(transaction, &event, stamp)?;
    Ok((record, true))
}
