//! HTTP to a gateway. Decides nothing: `cyrexa_editor::answer` decides whether a response is the gateway's
//! own, and what it means.

mod answer;
mod call;
mod dev_token;
mod event_stream;
pub mod json;
mod operation;

pub use answer::{Answer, CallError};
pub use call::{Call, Method, send};
pub use dev_token::{Unanswered, dev_token};
pub use event_stream::{StreamAnswer, StreamEvent, read_events};
pub use operation::{call, customer_url, outcome, payment_methods, payment_methods_call};
