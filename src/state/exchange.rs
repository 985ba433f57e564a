//! Between the editor's words and HTTP's: an operation as a request, an answer as an outcome.

use cyrexa_contract::Patch;
use cyrexa_editor::{FailureKind, Operation, Outcome};

use crate::api::{self, Answer, Call, CallError, Method};

/// The request that an operation is.
pub(super) fn call(gateway: &str, operation: &Operation, token: String) -> Call {
    let body = |patch: &Patch| {
        api::json::write_object(
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

/// Where a customer is.
pub(super) fn customer_url(gateway: &str, id: i64) -> String {
    [gateway, "/customers/", &id.to_string()].concat()
}

/// What an answer means to the session; nothing where the session itself stopped the request.
pub(super) fn outcome(operation: &Operation, answer: Result<&Answer, &CallError>) -> Option<Outcome> {
    match (answer, operation) {
        (Err(CallError::Aborted), _) => None,
        (Err(CallError::Network), _) => Some(Outcome::Failed(FailureKind::Network)),
        (Ok(answer), operation) => Some(api::outcome(operation, answer)),
    }
}
