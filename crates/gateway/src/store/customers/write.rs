//! What changes a customer's row.

use cyrexa_contract::Customer;
use rusqlite::{Connection, named_params};

use super::profile;
use super::record::Record;
use crate::store::error::StoreError;

/// Stores a new customer (its id does not matter) as revision 1.
pub fn insert(connection: &Connection, customer: Customer) -> Result<Record, StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO customers
             (revision, owner_id, owner_name, user_id, name, email, profile,
              has_payment_requests, total_deposits, create_date)
             VALUES (1, :owner, :owner_name, :user, :name, :email, json_patch('{}', :profile),
              :requests, :deposits, :date)",
        )?
        .execute(named_params! {
            ":owner": customer.owner_id,
            ":owner_name": customer.owner_name,
            ":user": customer.user_id,
            ":name": customer.name,
            ":email": customer.email,
            ":profile": profile::patch(&customer),
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
            "UPDATE customers SET revision = :revision, name = :name, email = :email,
             profile = json_patch(profile, :profile) WHERE id = :id",
        )?
        .execute(named_params! {
            ":revision": revision,
            ":name": customer.name,
            ":email": customer.email,
            ":profile": profile::patch(&customer),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::customers::find;
    use crate::store::{connection, migrations};
    use cyrexa_contract::Field;

    fn database() -> Connection {
        let mut database = Connection::open_in_memory().unwrap();
        connection::prepare(&database).unwrap();
        migrations::run(&mut database).unwrap();
        database
    }

    fn customer() -> Customer {
        Customer {
            owner_id: Some(1),
            owner_name: Some("Merchant 1".to_owned()),
            name: Some("Ana".to_owned()),
            email: Some("ana@example.com".to_owned()),
            has_payment_requests: Some(true),
            total_deposits: Some(12.5),
            create_date: Some("2026-11-20T20:01:38.214Z".to_owned()),
            ..Customer::default()
        }
    }

    #[test]
    fn every_field_is_kept_changed_and_cleared() {
        let database = database();
        let mut made = customer();
        for field in Field::ALL {
            made.set_text(field, Some(format!("{} \"'\\\n\u{2028}é\u{1f469}", field.key())));
        }
        let mut record = insert(&database, made).unwrap();
        assert_eq!(find(&database, record.id()).unwrap().as_ref(), Some(&record));
        for field in Field::ALL {
            for text in [Some("another".to_owned()), None] {
                if text.is_none() && field.is_required() {
                    continue;
                }
                record.customer.set_text(field, text);
                record = update(&database, record).unwrap();
                let stored = find(&database, record.id()).unwrap();
                assert_eq!(stored.as_ref(), Some(&record), "{field:?}");
            }
        }
    }

    #[test]
    fn what_a_newer_program_has_stored_beside_the_fields_is_kept() {
        let database = database();
        let mut record = insert(&database, customer()).unwrap();
        let stored = || -> String {
            database
                .query_row("SELECT profile FROM customers", [], |row| row.get(0))
                .unwrap()
        };
        assert_eq!(stored(), "{}");
        database
            .execute(
                r#"UPDATE customers SET profile = '{"phone":"1","ofANewerProgram":"An"}'"#,
                [],
            )
            .unwrap();
        record.customer.set_text(Field::Phone, None);
        update(&database, record).unwrap();
        assert_eq!(stored(), r#"{"ofANewerProgram":"An"}"#);
    }
}
