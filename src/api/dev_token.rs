//! A token for development: the gateway's `/dev/token`, which exists only under `cyrexa-gateway --dev`.

use super::{Call, send};

/// A customer's token: of that customer, or of a person who is about to become one.
pub async fn dev_token(origin: &str, customer: Option<i64>) -> Option<String> {
    let customer = customer.map(|id| ["&customer=", &id.to_string()].concat());
    let url = [origin, "/dev/token?role=customer", &customer.unwrap_or_default()].concat();
    let answer = send(Call::get(url, None), None).await.ok()?;
    answer.content.json?.get("token").text()
}
