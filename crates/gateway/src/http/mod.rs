//! Connections: how many there are, what each waits for and how long, and which one makes room.

mod bodies;
mod connections;
mod descriptors;
mod progress;
mod stream;

pub(crate) use bodies::{Received, Sent};
pub(crate) use connections::{Connections, Slot};
pub(crate) use descriptors::fit;
pub(crate) use stream::WatchedStream;
