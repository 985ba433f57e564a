//! An answer as it came, with the headers that mean something to us.

use cyrexa_editor::answer;

use super::json::Json;

/// What came back, and the rules it was made by.
pub struct Answer {
    /// `X-Contract`: the fingerprint of the gateway's rules.
    pub contract: Option<String>,
    /// The rest: what it means is `cyrexa_editor::answer`'s to say.
    pub content: answer::Answer<Json>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    /// The gateway could not be reached, or the connection broke.
    Network,
    /// It was stopped: by us, or because it took too long.
    Aborted,
}
