//! So many requests per second: of one login (without a valid token, of one address), and of one address
//! whatever it asks for.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::client_address::ClientAddress;
use super::identify::identity_of;
use crate::error::ApiError;
use crate::state::App;

pub(crate) async fn limit_rate(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    // Monitoring must not see an unhealthy gateway because others are busy.
    if request.uri().path() == "/health" {
        return next.run(request).await;
    }
    let extensions = request.extensions();
    let address = extensions.get::<ClientAddress>().and_then(|client| client.0);
    let address = address.map(|address| address.to_string());
    let login = identity_of(extensions).map(|caller| caller.identity());
    let caller = login.or_else(|| address.clone());
    match app.rate_limits.wait(address, caller) {
        // Whole seconds, rounded up: a client that waits that long is let through.
        Some(wait) => ApiError::RateLimited {
            retry_after: wait.as_secs() + 1,
        }
        .into_response(),
        None => next.run(request).await,
    }
}
