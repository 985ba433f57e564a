//! The optimistic editor of one customer: what is typed shows at once, is never lost, is never wrongly shown as saved.
//!
//! Sans-I/O: one function, [`Session::handle`], takes an [`Event`], the time and random bits, and returns
//! [`Effect`]s to be done by the caller.
#![deny(missing_docs)]

mod config;
mod conflict;
mod draft;
mod effect;
mod event;
mod field_set;
mod field_view;
mod history;
mod merge;
mod notice;
mod outcome;
mod queue;
mod retry;
mod session;
mod snapshot;
mod status;
mod texts;

pub use config::{Config, Entropy, Millis, Target};
pub use conflict::{Choice, Clash, Conflict};
pub use effect::{Effect, Operation, RequestId, TimerId};
pub use event::Event;
pub use field_set::FieldSet;
pub use field_view::{FieldStatus, FieldView};
pub use notice::Notice;
pub use outcome::{FailureKind, Outcome, Rejection};
pub use session::Session;
pub use snapshot::Snapshot;
pub use status::{Leaving, SessionStatus, Why};
