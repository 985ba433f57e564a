//! Follows customers: a server-sent event for each change, without the changed values.
//!
//! The audit is the truth of what happened; a wake-up only says that it is worth a look. So nothing is lost
//! when wake-ups are, and changes by another process on the same file are seen at the next look.
//!
//! All streams of a customer share one `Topic`: a change is read and written out once. What a stream missed
//! before is read in pages, as its client reads.

mod follower;
mod frame;
mod hub;
mod recent;

pub(crate) use follower::Follower;
pub(crate) use hub::Hub;
