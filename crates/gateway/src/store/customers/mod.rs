//! The customers' rows. Every change goes with its audit row: see `audit`.

mod list;
mod profile;
mod record;
mod write;

pub use list::{Found, Page, Scope, page};
pub use record::{Record, find};
pub use write::{delete, insert, update};

pub(crate) use super::search::is_indexed;
