//! The head of a request as any host has it, and what a host adds to it.

use cyrexa_contract::is_request_id;

/// Method, target and headers. Names in any case; values as bytes, since HTTP does not promise text.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// As in the request line.
    pub method: &'a str,
    /// As in the request line: path and query, before anybody normalised it.
    pub path: &'a str,
    /// In order, repeated ones too.
    pub headers: &'a [(&'a str, &'a [u8])],
}

impl<'a> Request<'a> {
    /// Every value of a header.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.headers
            .iter()
            .filter(move |(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// The first value of a header, where it is text.
    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.all(name)
            .next()
            .and_then(|value| std::str::from_utf8(value).ok())
    }

    /// What `Content-Length` announces; the largest where there are several.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.all("content-length")
            .filter_map(|value| std::str::from_utf8(value).ok()?.trim().parse().ok())
            .max()
    }

    /// Whether a `Transfer-Encoding` announces a body of unknown length.
    #[must_use]
    pub fn is_chunked(&self) -> bool {
        self.all("transfer-encoding").next().is_some()
    }
}

/// The two things of an answer that only the host knows.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Milliseconds since 1970, UTC.
    pub now: u64,
    /// Names the request where it does not name itself by `X-Request-Id`.
    pub request_id: &'a str,
}

impl<'a> Stamp<'a> {
    /// The host's clock and a fresh id.
    #[must_use]
    pub const fn at(now: u64, request_id: &'a str) -> Self {
        Self { now, request_id }
    }

    /// The request's own id where the gateway keeps it, too.
    pub(crate) fn id_of(&self, request: &Request<'a>) -> &'a str {
        request
            .text("x-request-id")
            .filter(|id| is_request_id(id))
            .unwrap_or(self.request_id)
    }
}
