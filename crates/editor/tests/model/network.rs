//! What is on its way: requests to the gateway, replies and events back. Nothing keeps its order, anything
//! may go missing.

use cyrexa_editor::answer::Answer;
use cyrexa_editor::{FailureKind, Operation, Outcome, RequestId};

use crate::wire::Value;

#[derive(Clone)]
pub(crate) struct Up {
    pub(crate) client: usize,
    /// Which life of the client sent it: a reload begins another one.
    pub(crate) life: u32,
    pub(crate) request: RequestId,
    pub(crate) operation: Operation,
    /// The revision that the screen showed as confirmed when it was sent.
    pub(crate) based_on: usize,
    /// Whether the network doubled it.
    pub(crate) is_twin: bool,
}

#[derive(Clone)]
pub(crate) struct Down {
    pub(crate) client: usize,
    pub(crate) life: u32,
    pub(crate) request: RequestId,
    pub(crate) operation: Operation,
    pub(crate) reply: Reply,
}

/// What arrives at the page.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Answer(Box<Answer<Value>>),
    NoAnswer(FailureKind),
    /// A caller that has not compared the ids, so that the session must.
    Unjudged(Outcome),
}

#[derive(Default)]
pub(crate) struct Network {
    pub(crate) ups: Vec<Up>,
    pub(crate) downs: Vec<Down>,
    /// Clients to be notified that the record changed, with the version.
    pub(crate) news: Vec<(usize, Option<String>)>,
}
