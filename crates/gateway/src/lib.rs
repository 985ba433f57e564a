//! The reference gateway: the customer contract over HTTP on one SQLite file.
//!
//! `router` puts `routes`, one verb per file, into `middleware`; `auth` identifies the caller; `store` is
//! the truth, `async_store` its front for handlers, `state` what requests share. Bodies are judged by
//! `cyrexa-contract` and nothing else; `error` is the one place where an error becomes an answer.

mod async_store;
pub mod auth;
mod clock;
mod config;
mod duplicate_limit;
mod error;
mod etag;
mod events;
mod housekeeping;
mod http;
mod in_flight;
pub mod log;
mod middleware;
mod rate_limit;
mod router;
mod routes;
mod serve;
mod state;
pub mod store;

pub use config::{BasePath, Config, ConfigError, Origin, Surface, TrustedProxy, limits};
pub use serve::{Gateway, serve};
pub use store::Database;
