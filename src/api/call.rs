//! One request, by `fetch` through gloo-net.

use gloo_net::http::{Headers, RequestBuilder};
use web_sys::{AbortSignal, RequestCache};

use super::{Answer, CallError};

/// The methods we use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Create.
    Post,
    /// Update.
    Put,
}

/// A request before it is sent. Personal data stands in the body and nowhere else.
pub struct Call {
    /// Its method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// The bearer token, if any.
    pub token: Option<String>,
    /// `If-Match`.
    pub if_match: Option<String>,
    /// `Idempotency-Key`.
    pub idempotency_key: Option<String>,
    /// A JSON body.
    pub body: Option<String>,
}

impl Call {
    /// A read of a URL.
    #[must_use]
    pub const fn get(url: String, token: Option<String>) -> Self {
        Self {
            method: Method::Get,
            url,
            token,
            if_match: None,
            idempotency_key: None,
            body: None,
        }
    }
}

/// Sends it and reads the whole answer.
///
/// # Errors
/// [`CallError`] where no complete answer came.
pub async fn send(call: Call, signal: Option<&AbortSignal>) -> Result<Answer, CallError> {
    let builder = RequestBuilder::new(&call.url)
        .method(match call.method {
            Method::Get => gloo_net::http::Method::GET,
            Method::Post => gloo_net::http::Method::POST,
            Method::Put => gloo_net::http::Method::PUT,
        })
        .headers(headers(&call))
        // A profile is never read from a cache: somebody else may have changed it.
        .cache(RequestCache::NoStore)
        .abort_signal(signal);
    let request = match call.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let failed = |_| {
        if signal.is_some_and(AbortSignal::aborted) {
            CallError::Aborted
        } else {
            CallError::Network
        }
    };
    let response = request.map_err(failed)?.send().await.map_err(failed)?;
    let body = response.text().await.map_err(failed)?;
    let header = |name: &str| response.headers().get(name);
    Ok(Answer {
        status: response.status(),
        etag: header("etag"),
        location: header("location"),
        retry_after: header("retry-after").and_then(|seconds| seconds.trim().parse().ok()),
        contract: header("x-contract"),
        body,
    })
}

fn headers(call: &Call) -> Headers {
    let headers = Headers::new();
    let set = |name: &str, value: Option<&String>| {
        // `Headers.set` throws on what cannot stand in a header; such a value is left out and the gateway refuses.
        if let Some(value) = value.filter(|value| value.bytes().all(|b| b.is_ascii_graphic() || b == b' ')) {
            headers.set(name, value);
        }
    };
    set(
        "Authorization",
        call.token
            .as_ref()
            .map(|token| format!("Bearer {token}"))
            .as_ref(),
    );
    set("If-Match", call.if_match.as_ref());
    set("Idempotency-Key", call.idempotency_key.as_ref());
    if call.body.is_some() {
        headers.set("Content-Type", "application/json");
    }
    headers
}
