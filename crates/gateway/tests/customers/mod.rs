//! `/customers`, one file per verb.

mod audit;
mod create;
mod delete;
mod events;
mod export;
mod get;
mod idempotency;
mod list;
mod update;
