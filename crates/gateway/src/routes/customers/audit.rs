//! `GET /customers/{id}/audit?limit&cursor`: who changed which field when, newest first. It outlives the
//! customer.

use axum::extract::State;
use axum::http::Uri;
use cyrexa_contract::AuditPage;

use crate::auth::Caller;
use crate::routes::access::{self, CustomerId};
use crate::routes::answer::{Answer, Shared, json};
use crate::routes::cursor;
use crate::routes::params::Params;
use crate::store::audit;

pub(super) async fn audit(
    State(app): Shared,
    caller: Caller,
    CustomerId(id): CustomerId,
    uri: Uri,
) -> Answer {
    let params = Params::of(&uri)?;
    let limit = cursor::limit(params.get("limit")?, app.config.limits.history_page)?;
    let before = params.get("cursor")?.map_or(Ok(i64::MAX), cursor::read)?;
    let entries = app
        .store
        .read(move |connection| {
            access::check_sees_history(connection, &caller, id)?;
            Ok(audit::page(connection, id, before, limit + 1)?)
        })
        .await?;
    let (items, next_cursor) = cursor::cut(entries, limit, |entry| entry.revision);
    Ok(json(&AuditPage { items, next_cursor }))
}
