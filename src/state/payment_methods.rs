//! The saved payment methods of a customer: read once, shown, never changed here.

use cyrexa_contract::PaymentMethod;
use cyrexa_editor::{FailureKind, Outcome};

use super::token::Tokens;
use crate::api::{self, payment_methods_call};
use crate::browser::task::spawn;

/// Reads them and calls back, with `None` where they could not be read. A token that was refused is renewed
/// once.
pub(super) fn load_payment_methods(
    gateway: &str,
    tokens: &Tokens,
    customer: i64,
    done: Box<dyn FnOnce(Option<Vec<PaymentMethod>>)>,
) {
    let (gateway, tokens) = (gateway.to_owned(), tokens.clone());
    spawn(async move {
        let mut refused: Option<String> = None;
        let methods = loop {
            let token = match &refused {
                None => tokens.get().await,
                Some(refused) => tokens.renew(Some(refused)).await,
            };
            let Ok(token) = token else { break None };
            let answer = api::send(payment_methods_call(&gateway, customer, token.clone()), None).await;
            match answer.as_ref().map(api::payment_methods) {
                Ok(Err(Outcome::Unauthorised | Outcome::Failed(FailureKind::MaybeSignedOut)))
                    if refused.is_none() =>
                {
                    refused = Some(token);
                }
                Ok(methods) => break methods.ok(),
                Err(_) => break None,
            }
        };
        done(methods);
    });
}
