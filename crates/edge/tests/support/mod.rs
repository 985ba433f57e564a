//! A request to the customers of `/ipg/2.0.0`, and what a verdict says.
#![allow(dead_code, reason = "each test file takes what it needs")]

use cyrexa_edge::{Config, Request, Stamp, Verdict};

pub(crate) const JSON: (&str, &[u8]) = ("content-type", b"application/json");
pub(crate) const GOOD: &[u8] = br#"{"name":"Ana","email":"ana@example.com"}"#;
pub(crate) const STAMP: Stamp<'static> = Stamp::at(1_793_000_000_000, "fresh");

pub(crate) fn config() -> Config {
    Config::at("/ipg/2.0.0").expect("it is a path")
}

pub(crate) fn post<'a>(headers: &'a [(&'a str, &'a [u8])]) -> Request<'a> {
    Request {
        method: "POST",
        path: "/ipg/2.0.0/customers",
        headers,
    }
}

pub(crate) fn put<'a>(headers: &'a [(&'a str, &'a [u8])]) -> Request<'a> {
    Request {
        method: "PUT",
        path: "/ipg/2.0.0/customers/5",
        headers,
    }
}

/// None where it passes.
pub(crate) fn status_of(verdict: &Verdict) -> Option<u16> {
    match verdict {
        Verdict::Reject(rejection) => Some(rejection.status),
        Verdict::Pass | Verdict::Observe(_) => None,
    }
}

/// None where it passes.
pub(crate) fn code_of(verdict: &Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Reject(rejection) => Some(rejection.finding.code.as_str()),
        Verdict::Pass | Verdict::Observe(_) => None,
    }
}
