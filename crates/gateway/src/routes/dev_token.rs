//! `GET /dev/token?role=ROLE[&customer=ID][&owner=ID][&sub=ID][&ttl=SECONDS]`: a token for anybody. Only
//! with `--dev`, and only under an address of the gateway's own.

use std::net::{IpAddr, SocketAddr};

use axum::extract::State;
use axum::http::header::HOST;
use axum::http::{HeaderMap, Uri};
use serde_json::json;

use super::answer::{Answer, Shared, json};
use super::params::Params;
use crate::auth::{Caller, Role, mint};
use crate::clock;
use crate::error::ApiError;
use crate::store::customers;

const DEFAULT_SECONDS: i64 = 600;
const DEFAULT_OWNER: i64 = 1;

pub(super) async fn issue(State(app): Shared, uri: Uri, headers: HeaderMap) -> Answer {
    let host = uri.host().map(str::as_bytes);
    let host = host.or_else(|| headers.get(HOST).map(|host| host.as_bytes()));
    if !host.is_none_or(is_own_address) {
        return Err(ApiError::BadRequest(
            "A token is to be had under localhost or an IP address, not under another name",
        ));
    }
    let params = Params::of(&uri)?;
    let role: Role = params
        .get("role")?
        .and_then(|word| word.parse().ok())
        .ok_or(ApiError::BadRequest(
            "role must be customer, merchant, support or admin",
        ))?;
    let customer = number(&params, "customer", 1..=i64::MAX)?;
    let owner = number(&params, "owner", 1..=i64::MAX)?.unwrap_or(DEFAULT_OWNER);
    let most = i64::try_from(app.config.limits.token_lifetime.as_secs()).unwrap_or(i64::MAX);
    let seconds = number(&params, "ttl", 0..=most)?.unwrap_or(DEFAULT_SECONDS.min(most));
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

/// An IP address or `localhost`, with or without a port. A page of the web can have its own name lead to
/// this machine (DNS rebinding): the browser would then let it read a token.
fn is_own_address(host: &[u8]) -> bool {
    let Ok(host) = str::from_utf8(host) else {
        return false;
    };
    let is_address = host.parse::<SocketAddr>().is_ok() || {
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        bare.unwrap_or(host).parse::<IpAddr>().is_ok()
    };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    is_address || name == "localhost" || name.ends_with(".localhost")
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
async fn login_of(app: &std::sync::Arc<crate::state::App>, customer: Option<i64>) -> Result<i64, ApiError> {
    let Some(id) = customer else { return fresh_login() };
    let record = app
        .store
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_machine_is_told_from_a_name_of_the_web() {
        for (host, expected) in [
            ("127.0.0.1:8787", true),
            ("127.0.0.1", true),
            ("192.168.1.7:8787", true),
            ("[::1]:8787", true),
            ("[::1]", true),
            ("localhost:8080", true),
            ("localhost", true),
            ("shop.localhost:8090", true),
            ("evil.example", false),
            ("evil.example:8787", false),
            ("127.0.0.1.evil.example:8787", false),
            ("localhost.evil.example", false),
            ("notlocalhost:8787", false),
            ("", false),
        ] {
            assert_eq!(is_own_address(host.as_bytes()), expected, "{host}");
        }
    }
}
