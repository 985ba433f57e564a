//! What a caller may see and write. The error for others does not reveal whether a customer exists.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use rusqlite::Connection;

use crate::auth::{Caller, Role};
use crate::error::ApiError;
use crate::store::audit;
use crate::store::customers::{self, Record};

/// The id of an address. What is not an id names no customer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CustomerId(pub(crate) i64);

impl<S: Send + Sync> FromRequestParts<S> for CustomerId {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let segment = Path::<String>::from_request_parts(parts, state).await;
        let id = segment.ok().and_then(|Path(segment)| read_id(&segment));
        id.filter(|id| *id > 0)
            .map(Self)
            .ok_or_else(|| ApiError::CustomerNotFound(id).into_response())
    }
}

fn read_id(segment: &str) -> Option<i64> {
    // `parse` would take a sign as well.
    segment
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| segment.parse().ok())?
}

/// A role that only reads writes nothing, whatever it is.
pub(crate) fn check_may_write(caller: &Caller) -> Result<(), ApiError> {
    match caller.role {
        Role::Support => Err(ApiError::Forbidden),
        Role::Customer | Role::Merchant | Role::Admin => Ok(()),
    }
}

/// The customer, where the caller sees it.
pub(crate) fn find(connection: &Connection, caller: &Caller, id: i64) -> Result<Record, ApiError> {
    match customers::find(connection, id)? {
        Some(record) if caller.sees(&record) => Ok(record),
        _ => Err(unseen(caller, id)),
    }
}

/// The same answer for a customer that is another's and for one that is not there.
pub(crate) fn unseen(caller: &Caller, id: i64) -> ApiError {
    match caller.role {
        Role::Customer if caller.customer != Some(id) => ApiError::Forbidden,
        _ => ApiError::CustomerNotFound(Some(id)),
    }
}

/// The history outlives the customer: whose it was may still read it.
pub(crate) fn check_sees_history(connection: &Connection, caller: &Caller, id: i64) -> Result<(), ApiError> {
    if customers::find(connection, id)?.is_some() {
        return find(connection, caller, id).map(drop);
    }
    let is_theirs = audit::origin(connection, id)?.is_some_and(|origin| match caller.role {
        Role::Customer => {
            caller.customer == Some(id) || (origin.owner == caller.owner && origin.login == Some(caller.user))
        }
        Role::Merchant => origin.owner == caller.owner,
        Role::Support | Role::Admin => true,
    });
    if is_theirs {
        Ok(())
    } else {
        Err(unseen(caller, id))
    }
}
