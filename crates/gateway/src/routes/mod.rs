//! The addresses. One file per resource and verb; what a handler returns is in its file, what goes wrong in
//! `error`.

mod access;
mod answer;
mod body;
mod cursor;
mod customers;
mod dev_token;
mod health;
mod params;
mod payment_methods;
mod precondition;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::get;

use answer::Shared;

use crate::auth::TokenFault;
use crate::error::ApiError;
use crate::middleware::identity_of;
use crate::state::App;

pub(crate) fn router(app: &App) -> Router<Arc<App>> {
    let base = &app.config.base_path;
    let mut router = customers::router(app)
        .route(
            &base.join("/users/payment-methods/{id}"),
            get(payment_methods::list),
        )
        .route("/health", get(health::check));
    if app.config.is_dev {
        router = router.route("/dev/token", get(dev_token::issue));
    }
    router
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
}

async fn not_found(State(app): Shared, request: Request) -> ApiError {
    unless_unknown(&app, &request, ApiError::NotFound)
}

async fn method_not_allowed(State(app): Shared, request: Request) -> ApiError {
    unless_unknown(&app, &request, ApiError::MethodNotAllowed)
}

/// Without a token a caller does not learn what is there below the base path.
fn unless_unknown(app: &App, request: &Request, error: ApiError) -> ApiError {
    let is_ours = request.uri().path().starts_with(app.config.base_path.as_str());
    if !is_ours || identity_of(request.extensions()).is_some() {
        return error;
    }
    let has_token = request.headers().contains_key(axum::http::header::AUTHORIZATION);
    ApiError::Unauthorized(if has_token {
        TokenFault::Invalid
    } else {
        TokenFault::Missing
    })
}
