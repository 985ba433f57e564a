//! What counts as an answer: from status, headers and body to an [`Outcome`]. Pure, and without a JSON
//! parser: the caller brings one as [`Json`]. What a request asked for is known, what came back is not
//! believed before it has the documented shape.

mod customer;
mod json;
mod judge;
mod retry_after;

pub use json::Json;
pub use judge::{outcome, payment_methods};
pub use retry_after::retry_after;

use crate::Millis;

/// What came back for one request.
#[derive(Clone, Debug)]
pub struct Answer<J> {
    /// HTTP status; 0 for a redirect that was not followed.
    pub status: u16,
    /// Whether it is a redirect, or came from where one led. A gateway never redirects; login proxies do.
    pub is_redirected: bool,
    /// `Content-Length`, where it counts the body as it came: not of a compressed one.
    pub declared_length: Option<u64>,
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// `Location`, as sent.
    pub location: Option<String>,
    /// `WWW-Authenticate`, as sent. Hidden from pages of another origin.
    pub challenge: Option<String>,
    /// `Retry-After`, read by [`retry_after`].
    pub retry_after: Option<Millis>,
    /// The body's text.
    pub text: String,
    /// The same as JSON, where it is JSON.
    pub json: Option<J>,
}

impl<J> Answer<J> {
    /// Without headers.
    #[must_use]
    pub const fn new(status: u16, text: String, json: Option<J>) -> Self {
        Self {
            status,
            is_redirected: false,
            declared_length: None,
            etag: None,
            location: None,
            challenge: None,
            retry_after: None,
            text,
            json,
        }
    }

    /// Whether it says that the request was done.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}
