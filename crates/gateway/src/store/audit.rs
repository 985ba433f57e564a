//! The history of each customer: one row per change, written in the change's own transaction.

use cyrexa_contract::{Actor, AuditEntry, Field};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::error::StoreError;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The customer began.
    Create,
    /// Fields changed.
    Update,
    /// The customer's data went.
    Delete,
}

impl Action {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// Who does something, when, in which request.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The role's name.
    pub role: &'static str,
    /// The token's `sub`.
    pub user: i64,
    /// RFC 3339, UTC.
    pub at: String,
    /// The `X-Request-Id`.
    pub request_id: String,
}

/// What happened to which revision of whom.
#[derive(Clone, Debug)]
pub struct Event {
    /// The customer.
    pub customer: i64,
    /// The merchant.
    pub owner: i64,
    /// The revision this made.
    pub revision: i64,
    /// What was done.
    pub action: Action,
    /// The fields it changed.
    pub fields: Vec<Field>,
}

const COLUMNS: &str = "revision, action, fields, actor_role, actor_user, at, request_id";

/// Writes one row.
pub fn record(connection: &Connection, event: &Event, stamp: &Stamp) -> Result<(), StoreError> {
    let fields: Vec<&str> = event.fields.iter().map(|field| field.key()).collect();
    connection
        .prepare_cached(
            "INSERT INTO audit
             (customer_id, revision, owner_id, action, fields, actor_role, actor_user, request_id, at)
             VALUES (:customer, :revision, :owner, :action, :fields, :role, :user, :request, :at)",
        )?
        .execute(named_params! {
            ":customer": event.customer,
            ":revision": event.revision,
            ":owner": event.owner,
            ":action": event.action.as_str(),
            ":fields": fields.join(","),
            ":role": stamp.role,
            ":user": stamp.user,
            ":request": stamp.request_id,
            ":at": stamp.at,
        })?;
    Ok(())
}

/// A page of a customer's history, newest first, older than `before`.
pub fn page(
    connection: &Connection,
    customer: i64,
    before: i64,
    limit: usize,
) -> Result<Vec<AuditEntry>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM audit WHERE customer_id = ?1 AND revision < ?2 ORDER BY revision DESC LIMIT ?3"
    ))?;
    let rows = statement.query_map((customer, before, i64::try_from(limit).unwrap_or(i64::MAX)), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What happened after a revision, oldest first, at most `limit`.
pub fn since(
    connection: &Connection,
    customer: i64,
    after: i64,
    limit: usize,
) -> Result<Vec<AuditEntry>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM audit WHERE customer_id = ?1 AND revision > ?2 ORDER BY revision LIMIT ?3"
    ))?;
    let rows = statement.query_map((customer, after, i64::try_from(limit).unwrap_or(i64::MAX)), read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whose a customer was that has a history, deleted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The merchant.
    pub owner: i64,
    /// The login whose profile it was: a customer makes their own.
    pub login: Option<i64>,
}

/// What the first row of a history says; `None` where there is none.
pub fn origin(connection: &Connection, customer: i64) -> Result<Option<Origin>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT owner_id, CASE actor_role WHEN 'customer' THEN actor_user END AS login FROM audit
         WHERE customer_id = ?1 ORDER BY revision LIMIT 1",
    )?;
    let origin = statement.query_row([customer], |row| {
        Ok(Origin {
            owner: row.get("owner_id")?,
            login: row.get("login")?,
        })
    });
    Ok(origin.optional()?)
}

fn read(row: &Row<'_>) -> Result<AuditEntry, rusqlite::Error> {
    let fields: String = row.get("fields")?;
    Ok(AuditEntry {
        revision: row.get("revision")?,
        action: row.get("action")?,
        fields: fields
            .split(',')
            .filter(|key| !key.is_empty())
            .map(str::to_owned)
            .collect(),
        actor: Actor {
            role: row.get("actor_role")?,
            sub: row.get::<_, i64>("actor_user")?.to_string(),
        },
        at: row.get("at")?,
        request_id: row.get("request_id")?,
    })
}
