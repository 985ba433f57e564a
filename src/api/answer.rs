//! An answer as it came, with the headers that mean something to us.

/// Status, the headers we use, and the body's text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// `Location`, as sent.
    pub location: Option<String>,
    /// `Retry-After` in seconds. The date form is not read: no gateway of ours sends it.
    pub retry_after: Option<u64>,
    /// `X-Contract`: the fingerprint of the gateway's rules.
    pub contract: Option<String>,
    /// The body; empty where there is none.
    pub body: String,
}

impl Answer {
    /// Whether the request was done.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    /// The gateway could not be reached, or the connection broke.
    Network,
    /// It was stopped: by us, or because it took too long.
    Aborted,
}
