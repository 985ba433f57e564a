//! From an answer to an outcome, for every kind of request: the one place where the page asks whether an answer is
//! the gateway's own. The decision is `cyrexa_editor::answer`, which is tested without a browser.

use cyrexa_contract::PaymentMethod;
use cyrexa_editor::{Operation, Outcome, answer};

use super::Answer;

/// What an answer to a request came to.
#[must_use]
pub fn outcome(operation: &Operation, answer: &Answer) -> Outcome {
    answer::outcome(operation, &answer.content)
}

/// The saved payment methods.
///
/// # Errors
/// The outcome that the answer was instead.
pub fn payment_methods(answer: &Answer) -> Result<Vec<PaymentMethod>, Outcome> {
    answer::payment_methods(&answer.content)
}
