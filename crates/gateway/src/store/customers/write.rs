//! What changes a customer's row.

use cyrexa_contract::Customer;
use rusqlite::{Connection, named_params};

use super::record::Record;
use crate::store::error::StoreError;

/// Stores a new customer (its id does not matter) as revision 1.
pub fn insert(connection: &Connection, customer: Customer) -> Result<Record, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO customers
             (revision, owner_id, owner_name, user_id, name, email, address, phone, member_id,
              has_payment_requests, total_deposits, create_date)
             VALUES (1, :owner, :owner_name, :user, :name, :email, :address, :phone, :member,
              :requests, :deposits, :date)",
        )?
        .execute(named_params! {
            ":owner": customer.owner_id,
            ":owner_name": customer.owner_name,
            ":user": customer.user_id,
            ":name": customer.name,
            ":email": customer.email,
            ":address": customer.address,
            ":phone": customer.phone,
            ":member": customer.member_id,
            ":requests": customer.has_payment_requests.unwrap_or_default(),
            ":deposits": customer.total_deposits.unwrap_or_default(),
            ":date": customer.create_date,
        })?;
    let id = connection.last_insert_rowid();
    Ok(Record {
        customer: Customer { id, ..customer },
        revision: 1,
    })
}

/// Stores the writable fields of a customer as its next revision.
pub fn update(connection: &Connection, record: Record) -> Result<Record, StoreError> {
    let Record { customer, revision } = record;
    let revision = revision + 1;
    connection
        .prepare_cached(
            "UPDATE customers SET revision = :revision, name = :name, email = :email, address = :address,
             phone = :phone, member_id = :member WHERE id = :id",
        )?
        .execute(named_params! {
            ":revision": revision,
            ":name": customer.name,
            ":email": customer.email,
            ":address": customer.address,
            ":phone": customer.phone,
            ":member": customer.member_id,
            ":id": customer.id,
        })?;
    Ok(Record { customer, revision })
}

/// Removes a customer's row, and with it the saved payment methods.
pub fn delete(connection: &Connection, id: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM customers WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
