//! Requests and answers of the gateway's API, in one place. Whether an answer is the gateway's own, and what it means, is
//! decided by `cyrexa_editor::answer`, which is tested without a browser.

use cyrexa_contract::{Patch, PaymentMethod};
use cyrexa_editor::{FailureKind, Operation, Outcome, answer};

use super::{Answer, Call, CallError, Method, json};

/// The request for an operation.
#[must_use]
pub fn call(gateway: &str, operation: &Operation, token: String) -> Call {
    let body = |patch: &Patch| {
        json::write_object(
            patch
                .changed()
                .map(|field| (field.key(), patch.get(field).value())),
        )
    };
    let token = Some(token);
    match operation {
        Operation::Read { id } => Call::get(customer_url(gateway, *id), token),
        Operation::Create {
            patch,
            idempotency_key,
        } => Call {
            method: Method::Post,
            url: [gateway, "/customers"].concat(),
            token,
            if_match: None,
            idempotency_key: Some(idempotency_key.clone()),
            body: Some(body(patch)),
            may_be_cached: false,
        },
        Operation::Update { id, patch, if_match } => Call {
            method: Method::Put,
            url: customer_url(gateway, *id),
            token,
            if_match: if_match.clone(),
            idempotency_key: None,
            body: Some(body(patch)),
            may_be_cached: false,
        },
    }
}

/// The URL of a customer.
#[must_use]
pub fn customer_url(gateway: &str, id: i64) -> String {
    [gateway, "/customers/", &id.to_string()].concat()
}

/// What an answer means to the session; nothing where the session itself stopped the request.
#[must_use]
pub fn outcome(operation: &Operation, answer: Result<&Answer, &CallError>) -> Option<Outcome> {
    match answer {
        Err(CallError::Aborted) => None,
        Err(CallError::Network) => Some(Outcome::Failed(FailureKind::Network)),
        Ok(answer) => Some(answer::outcome(operation, &answer.content)),
    }
}

/// The request for a customer's saved payment methods.
#[must_use]
pub fn payment_methods_call(gateway: &str, customer: i64, token: String) -> Call {
    let url = [gateway, "/users/payment-methods/", &customer.to_string()].concat();
    Call::get(url, Some(token))
}

/// The saved payment methods.
///
/// # Errors
/// The outcome that the answer was instead.
pub fn payment_methods(answer: &Answer) -> Result<Vec<PaymentMethod>, Outcome> {
    answer::payment_methods(&answer.content)
}
