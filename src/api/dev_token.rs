//! A token for development: the gateway's `/dev/token`, which exists only under `cyrexa-gateway --dev`.

use super::{Call, send};

/// The server that gives tokens did not answer: nothing is known of who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Unanswered;

/// A customer's token: of that customer, or of a person who is about to become one. `None` where the gateway
/// gives none.
///
/// # Errors
/// The gateway does not answer, or with a failure of its own.
pub async fn dev_token(origin: &str, customer: Option<i64>) -> Result<Option<String>, Unanswered> {
    let customer = customer.map(|id| ["&customer=", &id.to_string()].concat());
    let url = [origin, "/dev/token?role=customer", &customer.unwrap_or_default()].concat();
    let answer = send(Call::get(url, None), None).await.map_err(|_| Unanswered)?;
    if answer.content.status >= 500 {
        return Err(Unanswered);
    }
    Ok(answer.content.json.and_then(|json| json.get("token").text()))
}
