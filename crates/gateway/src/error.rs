//! The one place where an error becomes an answer.
//!
//! A handler's error travels to the outermost layer as a response extension, because only there the
//! request's id is known to be in the response too. 4xx are for the client's program; the cause of
//! `INTERNAL` is in the log alone.

use std::sync::Arc;

use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use cyrexa_contract::{Customer, ErrorCode, ErrorEnvelope, Refusal};

use crate::auth::TokenFault;
use crate::config::Surface;
use crate::etag::etag_of;
use crate::store::StoreError;
use crate::store::customers::Record;

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A handler or the database's thread gave up. The panic's own words could hold a value, so they are not
/// kept.
#[derive(Debug, thiserror::Error)]
#[error("a task panicked")]
pub(crate) struct Panicked;

/// What can go wrong with a request.
#[derive(Clone, Debug)]
pub(crate) enum ApiError {
    Refused(Refusal),
    BadRequest(&'static str),
    Unauthorized(TokenFault),
    Forbidden,
    /// The id only where the address has one: other text is never echoed.
    CustomerNotFound(Option<i64>),
    NotFound,
    MethodNotAllowed,
    Duplicate,
    IdempotencyRunning,
    IdempotencyMismatch,
    VersionConflict(Box<Record>),
    PayloadTooLarge {
        limit: usize,
    },
    UnsupportedMediaType(&'static str),
    RateLimited {
        retry_after: u64,
    },
    /// The database cannot do it now; nothing was acknowledged.
    Unavailable(Arc<StoreError>),
    Internal(Arc<dyn std::error::Error + Send + Sync>),
}

impl ApiError {
    pub(crate) fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Arc::new(error))
    }

    pub(crate) const fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(Refusal::Invalid(_)) => ErrorCode::ValidationFailed,
            Self::Refused(Refusal::Malformed(_)) => ErrorCode::MalformedBody,
            Self::BadRequest(_) => ErrorCode::BadRequest,
            Self::Unauthorized(_) => ErrorCode::Unauthorized,
            Self::Forbidden => ErrorCode::Forbidden,
            Self::CustomerNotFound(_) => ErrorCode::CustomerNotFound,
            Self::NotFound => ErrorCode::NotFound,
            Self::MethodNotAllowed => ErrorCode::MethodNotAllowed,
            Self::Duplicate => ErrorCode::DuplicateCustomer,
            Self::IdempotencyRunning => ErrorCode::IdempotencyConflict,
            Self::IdempotencyMismatch => ErrorCode::IdempotencyMismatch,
            Self::VersionConflict(_) => ErrorCode::VersionConflict,
            Self::PayloadTooLarge { .. } => ErrorCode::PayloadTooLarge,
            Self::UnsupportedMediaType(_) => ErrorCode::UnsupportedMediaType,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Unavailable(_) => ErrorCode::Unavailable,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// The database's own error, where this is one.
    pub(crate) fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Unavailable(cause) => Some(cause),
            Self::Internal(cause) => cause.downcast_ref(),
            _ => None,
        }
    }

    /// What the log says of a fault of our own, without a value.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Unavailable(cause) => Causes(&**cause).to_string(),
            Self::Internal(cause) => Causes(&**cause).to_string(),
            _ => String::new(),
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Refused(_) => String::new(),
            Self::BadRequest(message) | Self::UnsupportedMediaType(message) => (*message).to_owned(),
            Self::Unauthorized(TokenFault::Missing) => "A bearer token is required".to_owned(),
            Self::Unauthorized(TokenFault::Invalid) => {
                "The bearer token is not valid, or not any more".to_owned()
            }
            Self::Forbidden => "This token may not do this".to_owned(),
            Self::CustomerNotFound(Some(id)) => format!("Customer with ID {id} not found"),
            Self::CustomerNotFound(None) => "Customer not found".to_owned(),
            Self::NotFound => "No such resource".to_owned(),
            Self::MethodNotAllowed => "This resource does not do this method".to_owned(),
            Self::Duplicate => "A customer with this e-mail address or this login exists already".to_owned(),
            Self::IdempotencyRunning => "A request with this idempotency key is still running".to_owned(),
            Self::IdempotencyMismatch => "This idempotency key was used with another body".to_owned(),
            Self::VersionConflict(_) => "The customer has changed since that version".to_owned(),
            Self::PayloadTooLarge { limit } => format!("The body is longer than {limit} bytes"),
            Self::RateLimited { .. } => "Too many requests".to_owned(),
            Self::Unavailable(_) => {
                "The database cannot be used now; the request may be tried again".to_owned()
            }
            Self::Internal(_) => "Something went wrong here; the request may be tried again".to_owned(),
        }
    }

    /// The envelope, as the full contract writes it.
    pub(crate) fn envelope(&self, timestamp: String, request_id: String) -> ErrorEnvelope {
        match self {
            Self::Refused(Refusal::Invalid(fields)) => {
                return ErrorEnvelope::validation_failed(fields.clone(), timestamp, request_id);
            }
            Self::Refused(Refusal::Malformed(malformed)) => {
                return ErrorEnvelope::malformed(*malformed, timestamp, request_id);
            }
            _ => {}
        }
        let mut envelope = ErrorEnvelope::new(self.code(), self.message(), timestamp, request_id);
        let details = &mut envelope.error.details;
        match self {
            Self::CustomerNotFound(id) => details.customer_id = id.map(|id| id.to_string()),
            Self::PayloadTooLarge { limit } => details.limit = u64::try_from(*limit).ok(),
            Self::VersionConflict(record) => {
                details.current = Some(Box::<Customer>::new(record.customer.clone()));
            }
            _ => {}
        }
        envelope
    }

    /// The whole answer; `headers` are those it has already (CORS, `Allow`).
    pub(crate) fn answer(
        &self,
        surface: Surface,
        mut headers: HeaderMap,
        timestamp: String,
        request_id: String,
    ) -> Response {
        let cause = self.cause();
        match self {
            Self::Internal(_) => tracing::error!(request_id, cause, "internal error"),
            Self::Unavailable(_) => tracing::warn!(request_id, cause, "unavailable"),
            _ => {}
        }
        let shown = self.on(surface);
        // Of the empty body that the error travelled with.
        headers.remove(CONTENT_LENGTH);
        headers.insert(CONTENT_TYPE, JSON);
        shown.add_headers(surface, &mut headers);
        let body = to_json(&shown.envelope(timestamp, request_id));
        (shown.status(surface), headers, body).into_response()
    }

    /// Upstream knows no 403 and no 405: what may not be done needs another token, what is not there is not
    /// there.
    fn on(&self, surface: Surface) -> Self {
        match (surface, self) {
            (Surface::DocumentedOnly, Self::Forbidden) => Self::Unauthorized(TokenFault::Invalid),
            (Surface::DocumentedOnly, Self::MethodNotAllowed) => Self::NotFound,
            _ => self.clone(),
        }
    }

    /// Upstream documents 400, 401, 404 and 500; a rate limit that the operator asked for stays a rate limit.
    fn status(&self, surface: Surface) -> StatusCode {
        let status = StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match (surface, status.as_u16()) {
            (Surface::Full, _) | (_, 400 | 401 | 404 | 429 | 500) => status,
            (_, 503) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    fn add_headers(&self, surface: Surface, headers: &mut HeaderMap) {
        match self {
            Self::Unauthorized(TokenFault::Missing) => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Unauthorized(TokenFault::Invalid) => {
                let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
                headers.insert(WWW_AUTHENTICATE, challenge);
            }
            Self::RateLimited { retry_after } => {
                headers.insert(RETRY_AFTER, (*retry_after).into());
            }
            Self::IdempotencyRunning => {
                headers.insert(RETRY_AFTER, 1.into());
            }
            Self::Unavailable(cause) => {
                headers.insert(RETRY_AFTER, retry_after(cause).into());
            }
            Self::VersionConflict(record) if surface == Surface::Full => {
                headers.insert(ETAG, etag_of(record));
            }
            _ => {}
        }
    }
}

/// A lock is gone in a moment, a broken disk or file takes somebody to mend it.
fn retry_after(cause: &StoreError) -> u64 {
    match cause {
        StoreError::Busy => 1,
        _ => 30,
    }
}

/// The body of any answer of ours.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("wire types have text keys and no failing fields")
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate => Self::Duplicate,
            StoreError::Busy
            | StoreError::Replaced(_)
            | StoreError::Damaged
            | StoreError::OtherSchema
            | StoreError::Storage(_) => Self::Unavailable(Arc::new(error)),
            error => Self::internal(error),
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Without a body: the outermost layer writes it.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status(Surface::Full).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// An error with its causes in one line.
struct Causes<'a>(&'a (dyn std::error::Error + 'static));

impl std::fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
