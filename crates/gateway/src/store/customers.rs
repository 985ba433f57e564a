//! The customers' rows. Every change goes with its audit row: see `audit`.

use cyrexa_contract::Customer;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params};

use super::StoreError;
use super::search::fold;

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

/// Whose customers a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everybody's.
    All,
    /// One merchant's.
    Owner(i64),
    /// One person's own profile: by login with a merchant, or by the id a token names.
    Own {
        /// The merchant.
        owner: i64,
        /// The login.
        user: i64,
        /// The profile a token names.
        customer: Option<i64>,
    },
}

/// Which page of a list.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// Whose.
    pub scope: Scope,
    /// Goes on after this id.
    pub after: i64,
    /// At most this many.
    pub limit: usize,
    /// Part of the name or the e-mail address, in any case.
    pub query: Option<&'a str>,
}

const SELECT: &str =
    "SELECT id, revision, owner_id, owner_name, user_id, name, email, address, phone, member_id,
    has_payment_requests, total_deposits, create_date FROM customers";

/// The customer with that id.
pub fn find(connection: &Connection, id: i64) -> Result<Option<Record>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    Ok(statement.query_row([id], read).optional()?)
}

/// One page, by ascending id.
pub fn page(connection: &Connection, page: &Page<'_>) -> Result<Vec<Record>, StoreError> {
    let query = page.query.map(fold);
    let limit = i64::try_from(page.limit).unwrap_or(i64::MAX);
    let mut values: Vec<(&str, &dyn ToSql)> =
        vec![(":after", &page.after), (":query", &query), (":limit", &limit)];
    // Each scope has its own text, so that each finds its index.
    let within = match &page.scope {
        Scope::All => "TRUE",
        Scope::Owner(owner) => {
            values.push((":owner", owner));
            "owner_id = :owner"
        }
        Scope::Own {
            owner,
            user,
            customer,
        } => {
            values.extend([
                (":owner", owner as &dyn ToSql),
                (":user", user),
                (":customer", customer),
            ]);
            "((owner_id = :owner AND user_id = :user) OR id = :customer)"
        }
    };
    let mut statement = connection.prepare_cached(&format!(
        "{SELECT} WHERE {within} AND id > :after
         AND (:query IS NULL OR contains_folded(name, :query) OR contains_folded(email, :query))
         ORDER BY id LIMIT :limit"
    ))?;
    let rows = statement.query_map(&*values, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

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

fn read(row: &Row<'_>) -> Result<Record, rusqlite::Error> {
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
