//! The name of a request, in its answer, its log line and its audit row.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use cyrexa_contract::is_request_id;

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(Clone, Debug, Default)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// The client's own where it is a UUID or 32 hexadecimal digits, else a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        headers
            .get(X_REQUEST_ID)
            .and_then(|value| value.to_str().ok())
            .filter(|text| is_request_id(text))
            .map_or_else(Self::random, |text| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("a request id is plain ASCII")
    }

    fn random() -> Self {
        let mut bytes = [0; 16];
        // An id that repeats is a nuisance to readers of the log; failing the request would be worse.
        getrandom::fill(&mut bytes).ok();
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}
