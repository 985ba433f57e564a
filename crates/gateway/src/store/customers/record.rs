//! One customer as it is stored.

use cyrexa_contract::Customer;
use rusqlite::{Connection, Row};

use super::profile;
use crate::store::error::StoreError;

/// A customer as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What goes over the wire.
    pub customer: Customer,
    /// Counts the changes, from 1.
    pub revision: i64,
}

impl Record {
    /// The customer's id.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.customer.id
    }

    /// The merchant.
    #[must_use]
    pub fn owner(&self) -> i64 {
        self.customer.owner_id.unwrap_or_default()
    }
}

pub(super) const SELECT: &str =
    "SELECT c.id, c.revision, c.owner_id, c.owner_name, c.user_id, c.name, c.email, c.profile,
    c.has_payment_requests, c.total_deposits, c.create_date FROM";

/// The customer with that id.
pub fn find(connection: &Connection, id: i64) -> Result<Option<Record>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} customers c WHERE c.id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

pub(super) fn read(row: &Row<'_>) -> Result<Record, StoreError> {
    let profile: String = row.get("profile")?;
    Ok(Record {
        revision: row.get("revision")?,
        customer: Customer {
            id: row.get("id")?,
            owner_id: row.get("owner_id")?,
            user_id: row.get("user_id")?,
            owner_name: row.get("owner_name")?,
            name: row.get("name")?,
            email: row.get("email")?,
            has_payment_requests: row.get("has_payment_requests")?,
            total_deposits: row.get("total_deposits")?,
            create_date: row.get("create_date")?,
            ..profile::read(&profile)?
        },
    })
}
