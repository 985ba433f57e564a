//! `GET /customers?limit&cursor&fields&q`: the customers a caller sees, by ascending id; a customer sees
//! their own profile.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::Uri;
use cyrexa_contract::{Customer, CustomerPage};
use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::auth::Caller;
use crate::error::ApiError;
use crate::routes::answer::{Answer, Shared, json};
use crate::routes::cursor;
use crate::routes::params::Params;
use crate::store::customers::{self, Page};

/// The longest text that a name or an e-mail address could contain.
const LONGEST_QUERY: usize = 100;

/// Every key of a customer on the wire.
static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    object(&Customer::default())
        .into_iter()
        .map(|(key, _)| key)
        .collect()
});

pub(super) async fn list(State(app): Shared, caller: Caller, uri: Uri) -> Answer {
    let params = Params::of(&uri)?;
    let limit = cursor::limit(params.get("limit")?, cursor::LARGEST_LIMIT)?;
    let after = params.get("cursor")?.map_or(Ok(0), cursor::read)?;
    let keys = params.get("fields")?.map(keys).transpose()?;
    let query = params
        .get("q")?
        .filter(|text| !text.is_empty())
        .map(str::to_owned);
    if query
        .as_ref()
        .is_some_and(|text| text.chars().count() > LONGEST_QUERY)
    {
        return Err(ApiError::BadRequest("q must have at most 100 characters"));
    }
    let is_scan = query
        .as_deref()
        .is_some_and(|query| !customers::is_indexed(query));
    let read = move |connection: &Connection| {
        let page = Page {
            scope: caller.scope(),
            after,
            limit: limit + 1,
            query: query.as_deref(),
        };
        Ok(customers::page(connection, &page)?)
    };
    let found = if is_scan {
        app.store.read_long(app.store.deadline(), read).await?
    } else {
        app.store.read(read).await?
    };
    let (records, next_cursor) = cursor::cut(found.records, limit, |record| record.id());
    let next_cursor = next_cursor.or_else(|| found.read_up_to.map(cursor::write));
    let customers = records.into_iter().map(|record| record.customer);
    Ok(match keys {
        None => json(&CustomerPage {
            items: customers.collect(),
            next_cursor,
        }),
        Some(keys) => json(&CustomerPage {
            items: customers.map(|customer| select(&customer, &keys)).collect(),
            next_cursor,
        }),
    })
}

/// The keys that `fields` names.
fn keys(fields: &str) -> Result<Vec<String>, ApiError> {
    let names: Vec<String> = fields.split(',').map(|name| name.trim().to_owned()).collect();
    if names.iter().all(|name| KEYS.contains(name)) {
        Ok(names)
    } else {
        Err(ApiError::BadRequest(
            "fields names a field that a customer does not have",
        ))
    }
}

/// The customer with these keys; the id is always there.
fn select(customer: &Customer, keys: &[String]) -> Map<String, Value> {
    let mut all = object(customer);
    all.retain(|key, _| key == "id" || keys.contains(key));
    all
}

fn object(customer: &Customer) -> Map<String, Value> {
    match serde_json::to_value(customer) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}
