//! Layers around all routes.

mod access_log;
mod client_address;
mod cors;
mod identify;
mod message;
mod rate_limit;
mod request_id;
mod unread_body;

pub(crate) use access_log::observe;
pub(crate) use client_address::{Peer, counted, find_client};
pub(crate) use cors::cors;
pub(crate) use identify::{identify, identity_of};
pub(crate) use message::check;
pub(crate) use rate_limit::limit_rate;
pub(crate) use request_id::RequestId;
pub(crate) use unread_body::drain_unread_body;
