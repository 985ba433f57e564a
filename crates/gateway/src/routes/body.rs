//! The body of a write: its type, its encoding, its length, in this order, before a rule sees it.

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use cyrexa_contract::{Operation, is_accepted_media_type};
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::config::Config;
use crate::error::ApiError;

/// The bytes of a body that may be judged.
pub(crate) async fn receive(
    request: Request,
    operation: Operation,
    config: &Config,
) -> Result<Bytes, ApiError> {
    let limit = config.body_limit;
    check_form(request.headers(), operation)?;
    let body = request.into_body();
    let limit_bytes = u64::try_from(limit).unwrap_or(u64::MAX);
    // What the client declares is refused before it is sent.
    if body.size_hint().lower() > limit_bytes {
        return Err(ApiError::PayloadTooLarge { limit });
    }
    match tokio::time::timeout(config.limits.body_timeout, Limited::new(body, limit).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(ApiError::PayloadTooLarge { limit }),
        Ok(Err(_)) => Err(ApiError::BadRequest("The body broke off")),
        Err(_) => Err(ApiError::BadRequest("The body did not arrive in time")),
    }
}

fn check_form(headers: &HeaderMap, operation: Operation) -> Result<(), ApiError> {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let content_type = types.next().and_then(|value| value.to_str().ok());
    if types.next().is_some() || !is_accepted_media_type(content_type, operation) {
        return Err(ApiError::UnsupportedMediaType("Send application/json"));
    }
    let is_plain = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .flat_map(|encodings| encodings.as_bytes().split(|byte| *byte == b','))
        .all(|encoding| encoding.trim_ascii().eq_ignore_ascii_case(b"identity"));
    if is_plain {
        Ok(())
    } else {
        Err(ApiError::UnsupportedMediaType(
            "Send the body without a content encoding",
        ))
    }
}
