//! Talks HTTP to a gateway. Decides nothing: an answer is read into what the editor calls an outcome, no further.

mod answer;
mod call;
mod dev_token;
mod event_stream;
pub mod json;
mod read;

pub use answer::{Answer, CallError};
pub use call::{Call, Method, send};
pub use dev_token::dev_token;
pub use event_stream::{StreamEvent, read_events};
pub use read::{create_outcome, payment_methods, read_outcome, update_outcome};
