//! First answers to creates, kept for a day, so that a create sent twice happens once.
//!
//! An answer shows a person's data: deleting the customer empties it, and the key stays behind, so that a
//! late duplicate of the create does not bring the person back.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;

/// Keys of refused creates that one caller may have: at 2 kB each they take 200 kB.
const MOST_REFUSED: i64 = 100;

/// Whose key it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Keys of different callers do not meet.
    pub caller: String,
    /// As the client chose it.
    pub key: String,
}

/// An answer that settled the request.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP's.
    pub status: u16,
    /// The new customer's address.
    pub location: Option<String>,
    /// The new customer's version.
    pub etag: Option<String>,
    /// Byte for byte.
    pub body: Vec<u8>,
}

/// The body is personal data.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// What is known of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: go ahead.
    Fresh,
    /// It was used with another body.
    OtherBody,
    /// This was the answer.
    Answered(Answer),
    /// The customer it made is deleted.
    Deleted(i64),
}

/// Looks a key up. One that is too old is as none.
pub fn look_up(
    connection: &Connection,
    slot: &Slot,
    body_hash: &[u8],
    now: i64,
) -> Result<Known, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT body_hash, customer_id, status, location, etag, answer FROM idempotency
         WHERE caller = ?1 AND key = ?2 AND expires_at > ?3",
    )?;
    let known = statement
        .query_row((&slot.caller, &slot.key, now), |row| {
            let Some(body) = row.get("answer")? else {
                return Ok(Known::Deleted(row.get("customer_id")?));
            };
            if row.get::<_, Vec<u8>>("body_hash")? != body_hash {
                return Ok(Known::OtherBody);
            }
            Ok(Known::Answered(Answer {
                status: row.get("status")?,
                location: row.get("location")?,
                etag: row.get("etag")?,
                body,
            }))
        })
        .optional()?;
    Ok(known.unwrap_or(Known::Fresh))
}

/// Keeps the answer to a key that was `Fresh` in this transaction; of refused ones the caller's latest.
pub fn keep(
    connection: &Connection,
    slot: &Slot,
    body_hash: &[u8],
    customer: Option<i64>,
    answer: &Answer,
    expires_at: i64,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO idempotency
             (caller, key, body_hash, customer_id, status, location, etag, answer, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            &slot.caller,
            &slot.key,
            body_hash,
            customer,
            answer.status,
            &answer.location,
            &answer.etag,
            &answer.body,
            expires_at,
        ))?;
    if customer.is_none() {
        connection
            .prepare_cached(
                "DELETE FROM idempotency WHERE caller = ?1 AND key IN
                 (SELECT key FROM idempotency WHERE caller = ?1 AND customer_id IS NULL
                  ORDER BY expires_at DESC LIMIT -1 OFFSET ?2)",
            )?
            .execute((&slot.caller, MOST_REFUSED))?;
    }
    Ok(())
}

/// Takes a deleted customer's data out of the answers.
pub fn forget(connection: &Connection, customer: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE idempotency SET answer = NULL, body_hash = x'' WHERE customer_id = ?1")?
        .execute([customer])?;
    Ok(())
}

/// Drops keys whose time is over, at most `limit`, and says how many that were.
pub fn sweep(connection: &Connection, now: i64, limit: usize) -> Result<usize, StoreError> {
    let dropped = connection
        .prepare_cached(
            "DELETE FROM idempotency WHERE (caller, key) IN
             (SELECT caller, key FROM idempotency WHERE expires_at <= ?1 LIMIT ?2)",
        )?
        .execute((now, i64::try_from(limit).unwrap_or(i64::MAX)))?;
    Ok(dropped)
}

/// A stored answer that shows a customer's data.
pub struct StoredAnswer {
    /// As the client chose it.
    pub key: String,
    /// The body, as it was sent.
    pub answer: Vec<u8>,
    /// When it is dropped, in seconds since 1970.
    pub expires_at: i64,
}

/// The stored answers that show this customer.
pub fn of_customer(connection: &Connection, customer: i64) -> Result<Vec<StoredAnswer>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT key, answer, expires_at FROM idempotency WHERE customer_id = ?1 AND answer IS NOT NULL",
    )?;
    let rows = statement.query_map([customer], |row| {
        Ok(StoredAnswer {
            key: row.get("key")?,
            answer: row.get("answer")?,
            expires_at: row.get("expires_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
