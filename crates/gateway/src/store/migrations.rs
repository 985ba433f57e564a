//! The schema, as numbered files; `user_version` says how many of them a database has.

use rusqlite::{Connection, TransactionBehavior};

use super::error::OpenError;

const MIGRATIONS: [&str; 6] = [
    include_str!("migrations/0001_customers.sql"),
    include_str!("migrations/0002_idempotency.sql"),
    include_str!("migrations/0003_payment_methods.sql"),
    include_str!("migrations/0004_search.sql"),
    include_str!("migrations/0005_refused_keys.sql"),
    include_str!("migrations/0006_profile.sql"),
];

/// Brings a database up to this program's schema, each step whole or not at all.
pub(super) fn run(connection: &mut Connection) -> Result<(), OpenError> {
    loop {
        // Asked inside the transaction: two gateways may start on one file.
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = version(&step)?;
        let done = version as usize;
        if done > MIGRATIONS.len() {
            return Err(OpenError::Newer);
        }
        let Some(migration) = MIGRATIONS.get(done) else {
            return Ok(());
        };
        step.execute_batch(migration)?;
        step.pragma_update(None, "user_version", version + 1)?;
        step.commit()?;
    }
}

/// How many steps a database has.
pub(super) fn version(connection: &Connection) -> Result<u32, rusqlite::Error> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// How many steps this program knows.
pub(super) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).expect("there are few")
}
