//! Reads the `Authorization` header once per request; handlers that need a caller ask for one.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::auth::{Caller, TokenFault, Trust, verify};
use crate::clock;
use crate::config::Config;
use crate::error::ApiError;
use crate::state::App;

type Identity = Result<Caller, TokenFault>;

/// Identifies the caller, for the rate limit and the handlers.
pub(crate) async fn identify(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let identity = read(&app.config, request.headers());
    request.extensions_mut().insert(identity);
    next.run(request).await
}

/// The caller of a request whose token is valid.
pub(crate) fn identity_of(extensions: &Extensions) -> Option<&Caller> {
    extensions.get::<Identity>()?.as_ref().ok()
}

fn read(config: &Config, headers: &HeaderMap) -> Identity {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(TokenFault::Missing);
    };
    let (scheme, token) = value
        .to_str()
        .ok()
        .and_then(|text| text.split_once(' '))
        .ok_or(TokenFault::Missing)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(TokenFault::Missing);
    }
    let trust = Trust {
        key: &config.key,
        older_keys: &config.older_keys,
        jwks: config.jwks.as_deref(),
        lifetime: config.limits.token_lifetime,
    };
    verify(&trust, token.trim(), clock::now().unix_timestamp()).ok_or(TokenFault::Invalid)
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        parts
            .extensions
            .get::<Identity>()
            .cloned()
            .unwrap_or(Err(TokenFault::Missing))
            .map_err(|fault| ApiError::Unauthorized(fault).into_response())
    }
}
