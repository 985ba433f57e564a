//! The gateway over real HTTP on a real file. The modules follow the addresses, then what is asked of the
//! whole.
#![expect(
    clippy::unwrap_used,
    reason = "clippy knows tests by their attribute; what supports them fails them the same way"
)]

mod support;

mod bodies;
mod concurrency;
mod connections;
mod cors;
mod customers;
mod dev_token;
mod documented_only;
mod durability;
mod every_answer;
mod framing;
mod health;
mod keys;
mod migrations;
mod other_schema;
mod payment_methods;
mod program;
mod rate_limit;
mod shutdown;
mod silence;
mod tokens;
mod unavailable;
mod unwritable_log;
mod wire;
