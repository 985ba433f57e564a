//! The saved payment methods of a customer: read once, shown, never changed here.

use cyrexa_contract::PaymentMethod;
use cyrexa_editor::Outcome;

use super::token::Tokens;
use crate::api::{self, Call};
use crate::browser::task::spawn;

/// Why they could not be read, and with which token.
struct Unread {
    is_unauthorised: bool,
    token: Option<String>,
}

/// Reads them and calls back, with `None` where they could not be read. A token that was refused is renewed once.
pub(super) fn load_payment_methods(
    gateway: &str,
    tokens: &Tokens,
    customer: i64,
    done: impl FnOnce(Option<Vec<PaymentMethod>>) + 'static,
) {
    let url = format!("{gateway}/users/payment-methods/{customer}");
    let tokens = tokens.clone();
    spawn(async move {
        let methods = match read(&url, tokens.get().await.ok()).await {
            Err(Unread {
                is_unauthorised: true,
                token,
            }) => read(&url, tokens.renew(token.as_deref()).await.ok()).await,
            methods => methods,
        };
        done(methods.ok());
    });
}

async fn read(url: &str, token: Option<String>) -> Result<Vec<PaymentMethod>, Unread> {
    let unread = |is_unauthorised| Unread {
        is_unauthorised,
        token: token.clone(),
    };
    if token.is_none() {
        return Err(unread(false));
    }
    let answer = api::send(Call::get(url.to_owned(), token.clone()), None)
        .await
        .map_err(|_| unread(false))?;
    api::payment_methods(&answer).map_err(|outcome| unread(outcome == Outcome::Unauthorised))
}
