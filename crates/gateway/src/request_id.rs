//! The name of a request, in its answer, its log line and its audit row.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A UUID without its hyphens, or a trace id of W3C Trace Context.
const DIGITS: usize = 32;

/// Where a UUID has hyphens (RFC 9562 section 4).
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

#[derive(Clone, Debug, Default)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// The client's own where it is a UUID or 32 hexadecimal digits, else a new one: it is shown in the log, in histories
    /// and in other people's event streams, so that it must not be able to hold a text.
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
    let is_uuid = text.len() == DIGITS + HYPHENS.len();
    (is_uuid || text.len() == DIGITS)
        && text.bytes().enumerate().all(|(place, byte)| {
            if is_uuid && HYPHENS.contains(&place) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}
