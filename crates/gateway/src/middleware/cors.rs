//! Which pages of other origins may call: the operator's list; in development any page of this machine too.

use std::time::Duration;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, Method};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::config::Config;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
const X_CONTRACT: HeaderName = HeaderName::from_static("x-contract");
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest that Chromium honours is two hours; a change of configuration should be seen sooner.
const PREFLIGHT_AGE: Duration = Duration::from_secs(600);

pub(crate) fn cors(config: &Config) -> CorsLayer {
    let allowed = config.allow_origins.clone();
    let is_dev = config.is_dev;
    let is_allowed = move |origin: &HeaderValue| {
        origin.to_str().is_ok_and(|origin| {
            allowed.iter().any(|one| one == "*" || one == origin) || (is_dev && is_of_this_machine(origin))
        })
    };
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, _| is_allowed(origin)))
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::DELETE,
        ])
        .allow_headers([
            AUTHORIZATION,
            CONTENT_TYPE,
            IF_MATCH,
            IF_NONE_MATCH,
            IDEMPOTENCY_KEY,
            X_REQUEST_ID,
            X_CONTRACT,
            LAST_EVENT_ID,
        ])
        .expose_headers([ETAG, LOCATION, X_CONTRACT, X_REQUEST_ID, RETRY_AFTER])
        .max_age(PREFLIGHT_AGE)
}

fn is_of_this_machine(origin: &str) -> bool {
    let Some((_, authority)) = origin
        .split_once("://")
        .filter(|(scheme, _)| matches!(*scheme, "http" | "https"))
    else {
        return false;
    };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| {
        authority.strip_prefix(host).is_some_and(|port| {
            port.is_empty()
                || port
                    .strip_prefix(':')
                    .is_some_and(|port| port.parse::<u16>().is_ok())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_this_machine_are_told_from_pages_that_look_like_it() {
        for (origin, expected) in [
            ("http://localhost:8080", true),
            ("https://localhost", true),
            ("http://127.0.0.1:3000", true),
            ("http://[::1]:3000", true),
            ("http://localhost.evil.example", false),
            ("http://localhost:80.evil.example", false),
            ("http://evil.example", false),
            ("http://127.0.0.1.evil.example:80", false),
            ("ftp://localhost", false),
            ("null", false),
            ("", false),
        ] {
            assert_eq!(is_of_this_machine(origin), expected, "{origin}");
        }
    }
}
