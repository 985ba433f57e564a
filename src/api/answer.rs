//! A response with the headers that are used.

use cyrexa_editor::answer;

use super::json::Json;

/// A response, and the rules of the gateway that sent it.
pub struct Answer {
    /// `X-Contract`: the fingerprint of the gateway's rules.
    pub contract: Option<String>,
    /// Everything else; `cyrexa_editor::answer` interprets it.
    pub content: answer::Answer<Json>,
}

/// Why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    /// The gateway could not be reached, or the connection broke.
    Network,
    /// It was aborted: by us, or by a timeout.
    Aborted,
}
