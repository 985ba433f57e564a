//! Pages of customers, by ascending id: all, a merchant's, a person's own, and those that contain a text.

use rusqlite::{Connection, OptionalExtension, ToSql, named_params};

use super::record::{Record, SELECT, read};
use crate::store::error::StoreError;
use crate::store::search::{INDEXES, fold, is_indexed, phrase};

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

/// What a page has.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The customers, by ascending id.
    pub records: Vec<Record>,
    /// Where a search without the index stopped before the end: the next page goes on after this id.
    pub read_up_to: Option<i64>,
}

/// Customers that one page of a search without the index reads: some 20 ms.
const MOST_SCANNED: i64 = 20_000;

/// One page, by ascending id.
pub fn page(connection: &Connection, page: &Page<'_>) -> Result<Found, StoreError> {
    let records = match (page.query, page.scope) {
        // No name and no address has one.
        (Some(query), _) if query.chars().any(char::is_control) => Vec::new(),
        (Some(query), Scope::All) if is_indexed(query) => search(connection, page, query, None)?,
        (Some(query), Scope::Owner(owner)) if is_indexed(query) => {
            search(connection, page, query, Some(owner))?
        }
        (Some(_), Scope::All | Scope::Owner(_)) => return scan(connection, page),
        (_, _) => read_page(connection, page, i64::MAX)?,
    };
    Ok(Found {
        records,
        read_up_to: None,
    })
}

/// By the indexes. They may propose too much: letters that they take for equal and the contract does not.
fn search(
    connection: &Connection,
    page: &Page<'_>,
    query: &str,
    owner: Option<i64>,
) -> Result<Vec<Record>, StoreError> {
    let mut records = Vec::new();
    for (index, column) in INDEXES {
        // CROSS: the index leads, by ascending id.
        let mut statement = connection.prepare_cached(&format!(
            "{SELECT} {index} i CROSS JOIN customers c ON c.id = i.rowid
             WHERE i.{index} MATCH :phrase AND i.rowid > :after
             AND (:owner IS NULL OR c.owner_id = :owner) AND contains_folded(c.{column}, :query)
             ORDER BY i.rowid LIMIT :limit"
        ))?;
        let rows = statement.query_and_then(
            named_params! {
                ":phrase": phrase(column, query, owner),
                ":after": page.after,
                ":owner": owner,
                ":query": fold(query),
                ":limit": count(page.limit),
            },
            read,
        )?;
        records.extend(rows.collect::<Result<Vec<_>, StoreError>>()?);
    }
    // A customer found by both is shown once.
    records.sort_by_key(Record::id);
    records.dedup_by_key(|record| record.id());
    records.truncate(page.limit);
    Ok(records)
}

/// Without the index, so many customers at most; the next page goes on where this one stopped.
fn scan(connection: &Connection, page: &Page<'_>) -> Result<Found, StoreError> {
    let (within, owner) = match page.scope {
        Scope::Owner(owner) => ("owner_id = :owner", owner),
        Scope::All | Scope::Own { .. } => (":owner = 0", 0),
    };
    let mut end = connection.prepare_cached(&format!(
        "SELECT id FROM customers WHERE {within} AND id > :after ORDER BY id LIMIT 1 OFFSET :skipped"
    ))?;
    let skipped = MOST_SCANNED - 1;
    let end: Option<i64> = end
        .query_row(
            named_params! { ":owner": owner, ":after": page.after, ":skipped": skipped },
            |row| row.get(0),
        )
        .optional()?;
    let records = read_page(connection, page, end.unwrap_or(i64::MAX))?;
    let read_up_to = end.filter(|_| records.len() < page.limit);
    Ok(Found { records, read_up_to })
}

fn read_page(connection: &Connection, page: &Page<'_>, up_to: i64) -> Result<Vec<Record>, StoreError> {
    let query = page.query.map(fold);
    let limit = count(page.limit);
    let mut values: Vec<(&str, &dyn ToSql)> = vec![
        (":after", &page.after),
        (":up_to", &up_to),
        (":query", &query),
        (":limit", &limit),
    ];
    let mut statement = connection.prepare_cached(&page_sql(page.scope))?;
    match &page.scope {
        Scope::All => {}
        Scope::Owner(owner) => values.push((":owner", owner)),
        Scope::Own {
            owner,
            user,
            customer,
        } => values.extend([
            (":owner", owner as &dyn ToSql),
            (":user", user),
            (":customer", customer),
        ]),
    }
    let rows = statement.query_and_then(&*values, read)?;
    rows.collect()
}

/// Each scope has its own text, so that each finds its index.
fn page_sql(scope: Scope) -> String {
    let within = match scope {
        Scope::All => "TRUE",
        Scope::Owner(_) => "c.owner_id = :owner",
        Scope::Own { .. } => {
            "c.id IN (SELECT id FROM customers WHERE owner_id = :owner AND user_id = :user
             UNION ALL SELECT :customer)"
        }
    };
    format!(
        "{SELECT} customers c WHERE {within} AND c.id > :after AND c.id <= :up_to
         AND (:query IS NULL OR contains_folded(c.name, :query) OR contains_folded(c.email, :query))
         ORDER BY c.id LIMIT :limit"
    )
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{connection, migrations};

    /// A plan that scans takes longer the more customers there are.
    #[test]
    fn every_page_is_found_by_an_index() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection::prepare(&connection).unwrap();
        migrations::run(&mut connection).unwrap();
        let own = Scope::Own {
            owner: 1,
            user: 1,
            customer: None,
        };
        for scope in [Scope::All, Scope::Owner(1), own] {
            let mut statement = connection
                .prepare(&format!("EXPLAIN QUERY PLAN {}", page_sql(scope)))
                .unwrap();
            // A plan needs no values.
            let plan: Vec<String> = statement
                .raw_query()
                .mapped(|row| row.get(3))
                .collect::<Result<_, _>>()
                .unwrap();
            let is_slow = |step: &String| {
                step.starts_with("SCAN customers")
                    || step.starts_with("SCAN c")
                    || step.contains("TEMP B-TREE")
            };
            assert!(!plan.iter().any(is_slow), "{scope:?}: {plan:?}");
        }
    }
}
