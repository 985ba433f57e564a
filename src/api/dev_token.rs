//! A token for development: the gateway's `/dev/token`, which exists only under `cyrexa-gateway --dev`.

use serde::Deserialize;

use super::{Call, send};
use crate::config::origin;

#[derive(Deserialize)]
struct Token {
    token: String,
}

/// A customer's token: of that customer, or of somebody who is about to become one.
pub async fn dev_token(gateway: &str, customer: Option<i64>) -> Option<String> {
    let customer = customer.map(|id| format!("&customer={id}")).unwrap_or_default();
    let url = format!("{}/dev/token?role=customer{customer}", origin(gateway));
    let answer = send(Call::get(url, None), None).await.ok()?;
    serde_json::from_str::<Token>(&answer.body)
        .ok()
        .map(|token| token.token)
}
