//! Layers around all routes.

mod client_address;
mod message;

pub(crate) use client_address::{ClientAddress, Peer, counted, find_client};
pub(crate) use message::check;
