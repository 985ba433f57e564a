//! Requests, by `fetch` through gloo-net. Futures are boxed: each caller would have a copy of what it waits
//! for. Requests are not built by gloo-net: it parses every URL, and its formatting is half a kilobyte that
//! nothing else here needs.

use std::pin::Pin;

use cyrexa_editor::{Millis, answer};
use gloo_net::http::{Headers, Response};
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, Request, RequestCache, RequestInit, RequestRedirect, ResponseType};

use super::json::Json;
use super::{Answer, CallError};
use crate::browser::clock;

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

/// A request before it is sent. Personal data is in the body and nowhere else.
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
    /// Whether a cache may answer. A profile is never read from one: it may have been changed elsewhere.
    pub may_be_cached: bool,
}

/// The future of a response. Boxed: each caller would have a copy of its state.
pub(super) type ResponseFuture<T> = Pin<Box<dyn Future<Output = Result<T, CallError>>>>;

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
            may_be_cached: false,
        }
    }
}

/// Sends it and reads the whole answer: [`CallError`] where no complete one came.
#[must_use]
pub fn send(call: Call, signal: Option<AbortSignal>) -> ResponseFuture<Answer> {
    Box::pin(async move {
        let response = open(call, &[], signal.clone()).await?;
        let text = response.text().await.map_err(|_| failure(signal.as_ref()))?;
        let header = |name: &str| response.headers().get(name);
        // A page of another origin cannot see whether the length is that of a compressed body.
        let is_plain = response.type_() == ResponseType::Basic && header("content-encoding").is_none();
        let declared_length = header("content-length").filter(|_| is_plain);
        Ok(Answer {
            contract: header("x-contract"),
            content: answer::Answer {
                // Not followed, a redirect has no status.
                is_redirected: response.redirected() || response.status() == 0,
                declared_length: declared_length.and_then(|length| length.parse().ok()),
                etag: header("etag"),
                location: header("location"),
                challenge: header("www-authenticate"),
                retry_after: wait(&response),
                ..answer::Answer::new(response.status(), text.clone(), Json::read(&text))
            },
        })
    })
}

/// What `Retry-After` asks for.
pub(super) fn wait(response: &Response) -> Option<Millis> {
    let parse = |date: &str| Some(js_sys::Date::parse(date)).filter(|date| date.is_finite());
    let retry_after = response.headers().get("retry-after")?;
    let served_at = response.headers().get("date");
    answer::retry_after(&retry_after, served_at.as_deref(), parse, clock::now())
}

/// Sends it, with more headers, as far as the answer's own headers.
pub(super) fn open(
    call: Call,
    more: &[(&str, &str)],
    signal: Option<AbortSignal>,
) -> ResponseFuture<Response> {
    let init = RequestInit::new();
    init.set_method(match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
    });
    init.set_headers(&headers(&call, more).into_raw());
    if !call.may_be_cached {
        init.set_cache(RequestCache::NoStore);
        // A gateway does not redirect: a login proxy does, and what was typed is not sent on to it.
        init.set_redirect(RequestRedirect::Manual);
    }
    init.set_signal(signal.as_ref());
    if let Some(body) = &call.body {
        init.set_body(&JsValue::from_str(body));
    }
    let request = Request::new_with_str_and_init(&call.url, &init);
    Box::pin(async move {
        // An invalid URL counts as a gateway that cannot be reached.
        let request = request.map_err(|_| CallError::Network)?;
        let sent = gloo_net::http::Request::from(request).send().await;
        sent.map_err(|_| failure(signal.as_ref()))
    })
}

pub(super) fn failure(signal: Option<&AbortSignal>) -> CallError {
    if signal.is_some_and(AbortSignal::aborted) {
        CallError::Aborted
    } else {
        CallError::Network
    }
}

fn headers(call: &Call, more: &[(&str, &str)]) -> Headers {
    let headers = Headers::new();
    let set = |name: &str, value: &str| {
        // `Headers.set` throws on what cannot be in a header; such a value is left out and the gateway
        // refuses.
        if value.bytes().all(|b| b.is_ascii_graphic() || b == b' ') {
            headers.set(name, value);
        }
    };
    if let Some(token) = &call.token {
        set("Authorization", &["Bearer ", token].concat());
    }
    for (name, value) in [
        ("If-Match", &call.if_match),
        ("Idempotency-Key", &call.idempotency_key),
    ] {
        if let Some(value) = value {
            set(name, value);
        }
    }
    if call.body.is_some() {
        set("Content-Type", "application/json");
    }
    for (name, value) in more {
        set(name, value);
    }
    headers
}
