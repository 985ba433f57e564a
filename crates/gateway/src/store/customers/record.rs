//! One customer as it is stored.

use cyrexa_contract::Customer;
use rusqlite::{Connection, OptionalExtension, Row};

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
    "SELECT c.id, c.revision, c.owner_id, c.owner_name, c.user_id, c.name, c.email, c.address,
    c.phone, c.member_id, c.has_payment_requests, c.total_deposits, c.create_date FROM";

/// The customer with that id.
pub fn find(connection: &Connection, id: i64) -> Result<Option<Record>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} customers c WHERE c.id = ?1"))?;
    Ok(statement.query_row([id], read).optional()?)
}

pub(super) fn read(row: &Row<'_>) -> Result<Record, rusqlite::Error> {
    Ok(Record {
        revision: row.get("revision")?,
        customer: Customer {
            id: row.get("id")?,
            owner_id: row.get("owner_id")?,
            user_id: row.get("user_id")?,
            owner_name: row.get("owner_name")?,
            name: row.get("name")?,
            email: row.get("email")?,
            address: row.get("address")?,
            phone: row.get("phone")?,
            member_id: row.get("member_id")?,
            has_payment_requests: row.get("has_payment_requests")?,
            total_deposits: row.get("total_deposits")?,
            create_date: row.get("create_date")?,
        },
    })
}
