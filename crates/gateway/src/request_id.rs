//! The name of a request, in its answer, its log line and its audit row.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Long enough for a UUID, a ULID or a trace id, short enough for a log line.
const LONGEST: usize = 64;

#[derive(Clone, Debug, Default)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// The client's own where it is a plain one, else a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        headers
            .get(X_REQUEST_ID)
            .and_then(|value| value.to_str().ok())
            .filter(|text| is_plain(text))
            .map_or_else(Self::random, |text| Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("a request id is plain ASCII")
    }

    fn random() -> Self {
        let mut octets = [0; 16];
        // An id that repeats is a nuisance to whoever reads the log; failing the request would be worse.
        getrandom::fill(&mut octets).ok();
        Self(octets.iter().map(|octet| format!("{octet:02x}")).collect())
    }
}

fn is_plain(text: &str) -> bool {
    let is_plain_octet = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(is_plain_octet)
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}
