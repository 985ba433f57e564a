//! When a body that comes in pieces is to be judged: as soon as it is whole or too long, and once.
//!
//! Some hosts never say that a stream has ended, and Envoy calls again, with no bytes and `end`, after a body
//! was judged and forwarded. So the length that the head announced counts as the end, and after a judgement
//! nothing is judged again.

use crate::config::Config;
use crate::request::Request;

/// What to do next with the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Keep what has come and wait.
    Wait,
    /// It is whole, or longer than the limit: judge what is there, now.
    Judge,
    /// It was judged before: let go on.
    Done,
}

/// The state of one body.
#[derive(Clone, Copy, Debug)]
pub struct Intake {
    limit: u64,
    announced: Option<u64>,
    is_judged: bool,
}

impl Intake {
    /// For a request whose head said [`Head::Read`](crate::Head::Read).
    #[must_use]
    pub fn of(config: &Config, request: &Request<'_>) -> Self {
        Self {
            limit: config.limit.into(),
            announced: request.content_length(),
            is_judged: false,
        }
    }

    /// At the headers. `is_end_reliable`: whether the host is known to say so when nothing follows. Of
    /// another host, a request with neither a length nor a transfer encoding has no body, as HTTP/1 has it;
    /// waiting for one would be for ever. (Envoy hides the transfer encoding from its filters, but can be
    /// relied on.)
    pub fn head(&mut self, request: &Request<'_>, is_end: bool, is_end_reliable: bool) -> Step {
        let has_no_body = self.announced.is_none() && !request.is_chunked() && !is_end_reliable;
        self.received(0, is_end || has_no_body)
    }

    /// Once `total` bytes have come since the head.
    pub fn received(&mut self, total: u64, is_end: bool) -> Step {
        if self.is_judged {
            return Step::Done;
        }
        let is_whole = is_end || self.announced.is_some_and(|announced| total >= announced);
        if !is_whole && total <= self.limit {
            return Step::Wait;
        }
        self.is_judged = true;
        Step::Judge
    }
}
