//! `/customers`: one file per verb.

mod audit;
mod create;
mod delete;
mod events;
mod export;
mod get;
mod list;
mod update;

use std::sync::Arc;

use axum::Router;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use cyrexa_contract::{Customer, Field};

use super::json;
use crate::app::App;
use crate::precondition::etag_of;
use crate::store::customers::Record;

pub(super) fn router(app: &App) -> Router<Arc<App>> {
    let all = app.config.base_path.join("/customers");
    let one = format!("{all}/{{id}}");
    let documented = Router::new()
        .route(&all, post(create::create))
        .route(&one, get(get::get).put(update::update));
    if !app.is_full() {
        return documented;
    }
    documented
        .route(&all, get(list::list))
        .route(&one, delete(delete::delete))
        .route(&format!("{one}/audit"), get(audit::audit))
        .route(&format!("{one}/events"), get(events::events))
        .route(&format!("{one}/export"), get(export::export))
}

/// The fields that have a text.
fn set_fields(customer: &Customer) -> Vec<Field> {
    Field::ALL
        .into_iter()
        .filter(|field| customer.text(*field).is_some())
        .collect()
}

/// A customer with its version, where the surface has versions.
fn shown(app: &App, record: &Record) -> Response {
    let mut response = json(&record.customer);
    if app.is_full() {
        response.headers_mut().insert(ETAG, etag_of(record));
    }
    response
}

/// The answer to a write: upstream documents no body.
fn written(app: &App, record: &Record) -> Response {
    if app.is_full() {
        shown(app, record)
    } else {
        ().into_response()
    }
}
