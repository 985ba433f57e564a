//! The reference gateway: the customer contract over HTTP on one SQLite file.
//!
//! `routes` speak HTTP, one verb per file; `auth` says who asks and what they may see; `store` is the truth.
//! Bodies are judged by `cyrexa-contract` and nothing else; `error` is the one place where an error becomes
//! an answer.

mod access;
mod access_log;
mod app;
pub mod auth;
mod body;
mod clock;
mod config;
mod cors;
mod cursor;
mod duplicate_limit;
mod error;
mod events;
mod housekeeping;
mod http;
mod in_flight;
pub mod log;
mod middleware;
mod precondition;
mod rate_limit;
mod request_id;
mod routes;
mod serve;
pub mod store;
mod unread_body;

pub use config::{BasePath, Config, ConfigError, Database, Origin, Surface, TrustedProxy, limits};
pub use serve::{Gateway, serve};
