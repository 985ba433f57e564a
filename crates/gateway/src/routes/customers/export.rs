//! `GET /customers/{id}/export`: everything that is held about a customer, as one file.
//!
//! It is written as the client reads: a page of the history at a time, without a transaction in between. The
//! parts belong to one moment all the same, for a history only grows: what came later is left out.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use cyrexa_contract::AuditEntry;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use rusqlite::Connection;
use serde_json::{Value, json};
use time::OffsetDateTime;
use tokio::time::Instant;

use crate::auth::Caller;
use crate::clock;
use crate::error::{ApiError, JSON, to_json};
use crate::routes::access::{self, CustomerId};
use crate::routes::answer::{Answer, Shared};
use crate::state::App;
use crate::store::{audit, idempotency, payment_methods};

/// Entries read at once: about 20 kB.
const PAGE: usize = 100;

/// How long a page waits behind other exports once the answer has begun: it cannot be taken back.
const PAGE_TIMEOUT: Duration = Duration::from_secs(60);

pub(super) async fn export(State(app): Shared, caller: Caller, CustomerId(id): CustomerId) -> Answer {
    let most = i64::try_from(app.config.limits.export_entries).unwrap_or(i64::MAX);
    let begun = app
        .store
        .read_long(app.store.deadline(), move |connection| {
            let record = access::find(connection, &caller, id)?;
            let mut export = Export {
                customer: id,
                // Revisions count the entries.
                after: (record.revision - most).max(0),
                until: record.revision,
                is_first: true,
            };
            let head = json!({
                "customer": record.customer,
                "paymentMethods": payment_methods::of_customer(connection, id)?,
                "keptAnswers": kept_answers(connection, id)?,
                "exportedAt": clock::timestamp(clock::now()),
                "historyOmitted": export.after,
            });
            let mut bytes = to_json(&head);
            // Its closing brace: the history is its last member.
            bytes.pop();
            bytes.extend(b",\"history\":[");
            bytes.extend(export.next_page(connection)?);
            Ok((Bytes::from(bytes), export))
        })
        .await?;
    let attachment = HeaderValue::from_str(&format!("attachment; filename=\"customer-{id}.json\""))
        .map_err(ApiError::internal)?;
    let headers = [(CONTENT_TYPE, JSON), (CONTENT_DISPOSITION, attachment)];
    Ok((headers, Body::from_stream(written(app, begun))).into_response())
}

/// An export that was begun.
struct Export {
    customer: i64,
    after: i64,
    until: i64,
    is_first: bool,
}

impl Export {
    fn is_over(&self) -> bool {
        self.after >= self.until
    }

    /// The next entries as JSON, with the end of the document after the last one.
    fn next_page(&mut self, connection: &Connection) -> Result<Vec<u8>, ApiError> {
        let entries = audit::since(connection, self.customer, self.after, PAGE)?;
        let is_last = entries.len() < PAGE;
        let mut bytes = Vec::new();
        let until = self.until;
        for entry in entries.iter().filter(|entry| entry.revision <= until) {
            self.write(entry, &mut bytes);
        }
        if is_last || self.is_over() {
            self.after = self.until;
            bytes.extend(b"]}");
        }
        Ok(bytes)
    }

    fn write(&mut self, entry: &AuditEntry, bytes: &mut Vec<u8>) {
        if !std::mem::take(&mut self.is_first) {
            bytes.push(b',');
        }
        bytes.extend(to_json(entry));
        self.after = entry.revision;
    }
}

/// An answer that breaks off is no document: the client sees that it is not whole.
fn written(app: Arc<App>, begun: (Bytes, Export)) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    let (head, export) = begun;
    try_unfold((Some(head), export), move |(head, mut export)| {
        let app = app.clone();
        async move {
            if let Some(head) = head {
                return Ok(Some((head, (None, export))));
            }
            if export.is_over() {
                return Ok(None);
            }
            let page = app
                .store
                .read_long(Instant::now() + PAGE_TIMEOUT, move |connection| {
                    let bytes = export.next_page(connection)?;
                    Ok((bytes.into(), (None, export)))
                });
            page.await.map(Some).map_err(|error| {
                let cause = error.cause();
                tracing::error!(cause, "an export broke off");
                std::io::Error::other("the database failed")
            })
        }
    })
}

/// First answers to creates, kept for clients that try again: they show the customer as it was then.
fn kept_answers(connection: &Connection, customer: i64) -> Result<Vec<Value>, ApiError> {
    let kept = idempotency::of_customer(connection, customer)?;
    let shown = kept.into_iter().map(|kept| {
        let expires = OffsetDateTime::from_unix_timestamp(kept.expires_at);
        json!({
            "key": kept.key,
            "answer": serde_json::from_slice::<Value>(&kept.answer).unwrap_or_default(),
            "expiresAt": expires.ok().map(clock::timestamp),
        })
    });
    Ok(shown.collect())
}
