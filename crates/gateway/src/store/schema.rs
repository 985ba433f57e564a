//! Whether the tables are still those that this program works with: for the health check, and for the
//! reason why a statement failed.

use std::collections::HashSet;

use rusqlite::Connection;

use super::migrations;

/// The tables, indexes, views and triggers, as SQLite keeps their texts.
#[derive(Debug)]
pub(super) struct Schema(HashSet<String>);

impl Schema {
    /// As it is right after the migrations.
    pub(super) fn read(connection: &Connection) -> Result<Self, rusqlite::Error> {
        let mut statement = connection.prepare_cached("SELECT sql FROM sqlite_schema WHERE sql NOT NULL")?;
        let texts = statement.query_map([], |row| row.get(0))?;
        Ok(Self(texts.collect::<Result<_, _>>()?))
    }

    /// Whether all of it is still there. What somebody has added, as an index of their own, does no harm.
    pub(super) fn is_in(&self, connection: &Connection) -> Result<bool, rusqlite::Error> {
        let now = Self::read(connection)?;
        Ok(migrations::version(connection)? == migrations::newest() && self.0.is_subset(&now.0))
    }
}
