//! `GET /dev/token?role=ROLE[&customer=ID][&owner=ID][&sub=ID][&ttl=SECONDS]`: a token for whoever asks. Only
//! with `--dev`.

use axum::extract::State;
use axum::http::Uri;
use serde_json::json;

use super::params::Params;
use super::{Answer, Shared, json};
use crate::auth::{Caller, Role, mint};
use crate::clock;
use crate::error::ApiError;
use crate::store::customers;

const DEFAULT_SECONDS: i64 = 600;
const MOST_SECONDS: i64 = 24 * 60 * 60;
const DEFAULT_OWNER: i64 = 1;

pub(super) async fn issue(State(app): Shared, uri: Uri) -> Answer {
    let params = Params::of(&uri)?;
    let role: Role = params
        .get("role")?
        .and_then(|word| word.parse().ok())
        .ok_or(ApiError::BadRequest(
            "role must be customer, merchant, support or admin",
        ))?;
    let customer = number(&params, "customer", 1..=i64::MAX)?;
    let owner = number(&params, "owner", 1..=i64::MAX)?.unwrap_or(DEFAULT_OWNER);
    let seconds = number(&params, "ttl", 0..=MOST_SECONDS)?.unwrap_or(DEFAULT_SECONDS);
    let user = match number(&params, "sub", 1..=i64::MAX)? {
        Some(user) => user,
        None => login_of(&app, customer).await?,
    };
    let caller = Caller {
        role,
        user,
        owner,
        owner_name: None,
        customer,
        expires: clock::now().unix_timestamp() + seconds,
    };
    Ok(json(&json!({ "token": mint(&app.config.key, &caller) })))
}

fn number(
    params: &Params,
    name: &str,
    range: std::ops::RangeInclusive<i64>,
) -> Result<Option<i64>, ApiError> {
    params
        .get(name)?
        .map(|text| text.parse().ok().filter(|number| range.contains(number)))
        .map_or(Ok(None), |number| {
            number
                .map(Some)
                .ok_or(ApiError::BadRequest("A number is out of range"))
        })
}

/// The login of a profile, so that all its tokens are one caller; else a new one.
async fn login_of(app: &std::sync::Arc<crate::app::App>, customer: Option<i64>) -> Result<i64, ApiError> {
    let Some(id) = customer else { return fresh_login() };
    let record = app
        .read(move |connection| Ok(customers::find(connection, id)?))
        .await?;
    match record.and_then(|record| record.customer.user_id) {
        Some(user) => Ok(user),
        None => fresh_login(),
    }
}

/// Within 53 bits: browsers read `userId` as a double.
fn fresh_login() -> Result<i64, ApiError> {
    let random = getrandom::u64().map_err(ApiError::internal)? >> 11;
    Ok(i64::try_from(random).unwrap_or(i64::MAX).max(1))
}
