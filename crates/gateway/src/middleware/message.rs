//! Refuses what two readers of HTTP/1.1 may understand in two ways: RFC 9112 sections 3.2 and 6.1.

use axum::extract::Request;
use axum::http::header::{CONNECTION, HOST, TRANSFER_ENCODING};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;

/// Passes a request on whose host and framing are beyond doubt. Otherwise the connection is closed with the
/// answer: where the next request begins is in doubt, too.
pub(crate) async fn check(request: Request, next: Next) -> Response {
    match find_fault(request.version(), request.headers()) {
        None => next.run(request).await,
        Some(fault) => {
            let mut response = ApiError::BadRequest(fault).into_response();
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
            response
        }
    }
}

fn find_fault(version: Version, headers: &HeaderMap) -> Option<&'static str> {
    let mut hosts = headers.get_all(HOST).iter();
    let is_host_clear = match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, _) => version < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    };
    if !is_host_clear {
        return Some("There must be one Host header, with a host and perhaps a port");
    }
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    let is_framing_clear = match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    };
    (!is_framing_clear).then_some("Transfer-Encoding may be chunked, once, and nothing else")
}

/// Whether it is a host with or without a port, and no user before it.
fn is_host(value: &[u8]) -> bool {
    !value.contains(&b'@') && Authority::try_from(value).is_ok_and(|host| !host.host().is_empty())
}
