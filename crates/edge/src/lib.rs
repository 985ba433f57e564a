//! The customer contract in front of a gateway: a bad `POST /customers` or `PUT /customers/{id}` is answered with the
//! gateway's own 400, everything else passes unchanged.
//!
//! No I/O, no clock, no random number, no `unsafe`, no panic: an adapter gives bytes, the time and a request id, and does what
//! the answer says. [`inspect`] is the whole of it for a host that has the body; a host that gets it in pieces asks
//! [`inspect_head`], then an [`Intake`], then [`inspect_body`].
//!
//! ```
//! use cyrexa_edge::{Config, Request, Stamp, Verdict, inspect};
//!
//! let config = Config::at("/ipg/2.0.0")?;
//! let request = Request {
//!     method: "POST",
//!     path: "/ipg/2.0.0/customers",
//!     headers: &[("content-type", b"application/json")],
//! };
//! let verdict = inspect(&config, &request, br#"{"name":"Ana"}"#, &Stamp::at(1_793_000_000_000, "7f3a"));
//! let Verdict::Reject(rejection) = verdict else { panic!("passed") };
//! assert_eq!(rejection.status, 400);
//! # Ok::<(), cyrexa_edge::ConfigError>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod config;
pub mod frame;
mod inspect;
mod intake;
mod operation;
mod path;
mod rejection;
mod request;
mod timestamp;

pub use config::{Config, ConfigError, DEFAULT_LIMIT, FailMode, MAX_LIMIT, Mode};
pub use cyrexa_contract::{FINGERPRINT, Operation};
pub use inspect::{Head, Verdict, inspect, inspect_body, inspect_head, is_body_fine};
pub use intake::{Intake, Step};
pub use path::{Target, target};
pub use rejection::{Finding, Header, Rejection};
pub use request::{Request, Stamp};
