//! `POST /customers`: makes a customer once, however often the request arrives.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use cyrexa_contract::{Customer, Operation, Patch, Refusal, judge};
use rusqlite::Transaction;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::answer::{set_fields, written};
use crate::auth::{Caller, Role};
use crate::clock;
use crate::error::{ApiError, JSON, to_json};
use crate::etag::etag;
use crate::in_flight::slot_of;
use crate::middleware::RequestId;
use crate::routes::access::check_may_write;
use crate::routes::answer::{Answer, Shared};
use crate::routes::body;
use crate::state::App;
use crate::store::StoreError;
use crate::store::audit::{self, Action, Event};
use crate::store::customers::{self, Record};
use crate::store::idempotency::{self, Known, Slot};

pub(super) async fn create(
    State(app): Shared,
    caller: Caller,
    request_id: RequestId,
    request: Request,
) -> Answer {
    check_may_write(&caller)?;
    let slot = if app.is_full() {
        slot_of(request.headers(), &caller)?
    } else {
        None
    };
    let body = body::receive(request, Operation::Create, &app.config).await?;
    let deadline = app.store.deadline();
    let creation = Creation {
        app: app.clone(),
        caller,
        request_id,
        now: clock::now(),
        verdict: judge(&body, Operation::Create),
    };
    let Some(slot) = slot else {
        let record = app
            .store
            .write(deadline, move |transaction| creation.make(transaction))
            .await?;
        let mut response = written(&app, &record);
        let location = HeaderValue::from_str(&address(&app, &record)).map_err(ApiError::internal)?;
        response.headers_mut().insert(LOCATION, location);
        return Ok(response);
    };
    let body_hash = Sha256::digest(&body);
    let _claim = app.in_flight.claim(slot.clone(), deadline).await?;
    let answer = app
        .store
        .write(deadline, move |transaction| {
            creation.make_once(transaction, &slot, &body_hash)
        })
        .await?;
    replay(answer)
}

/// A create that has been judged.
struct Creation {
    app: Arc<App>,
    caller: Caller,
    request_id: RequestId,
    now: OffsetDateTime,
    verdict: Result<Patch, Refusal>,
}

impl Creation {
    /// The first answer to this key, now or then. It is stored in the transaction of the create itself.
    fn make_once(
        &self,
        transaction: &Transaction<'_>,
        slot: &Slot,
        body_hash: &[u8],
    ) -> Result<idempotency::Answer, ApiError> {
        let now = self.now.unix_timestamp();
        match idempotency::look_up(transaction, slot, body_hash, now)? {
            Known::Answered(answer) => return Ok(answer),
            Known::OtherBody => return Err(ApiError::IdempotencyMismatch),
            Known::Deleted(id) => return Err(ApiError::CustomerNotFound(Some(id))),
            Known::Fresh => {}
        }
        let (customer, answer) = match self.make(transaction) {
            Ok(record) => (Some(record.id()), self.success(&record)),
            Err(error @ (ApiError::Refused(_) | ApiError::Duplicate)) => (None, self.failure(&error)),
            Err(error) => return Err(error),
        };
        let limits = &self.app.config.limits;
        let kept = match customer {
            Some(_) => limits.key_lifetime,
            None => limits.refused_key_lifetime.min(limits.key_lifetime),
        };
        let expires_at = now.saturating_add(i64::try_from(kept.as_secs()).unwrap_or(i64::MAX));
        idempotency::keep(transaction, slot, body_hash, customer, &answer, expires_at)?;
        Ok(answer)
    }

    fn make(&self, transaction: &Transaction<'_>) -> Result<Record, ApiError> {
        let patch = self.verdict.clone()?;
        let duplicates = &self.app.duplicates;
        duplicates.guard(&self.caller, || self.insert(transaction, &patch))
    }

    fn insert(&self, transaction: &Transaction<'_>, patch: &Patch) -> Result<Record, ApiError> {
        if self.caller.role == Role::Customer {
            self.check_has_no_profile(transaction)?;
        }
        let timestamp = clock::timestamp(self.now);
        let mut customer = Customer {
            owner_id: Some(self.caller.owner),
            owner_name: Some(self.owner_name()),
            user_id: (self.caller.role == Role::Customer).then_some(self.caller.user),
            has_payment_requests: Some(false),
            total_deposits: Some(0.0),
            create_date: Some(timestamp.clone()),
            ..Customer::default()
        };
        customer.apply(patch);
        let record = customers::insert(transaction, customer)?;
        let event = Event {
            customer: record.id(),
            owner: record.owner(),
            revision: record.revision,
            action: Action::Create,
            fields: set_fields(&record.customer),
        };
        let stamp = self.caller.stamp(timestamp, self.request_id.as_str().to_owned());
        audit::record(transaction, &event, &stamp)?;
        Ok(record)
    }

    fn check_has_no_profile(&self, transaction: &Transaction<'_>) -> Result<(), ApiError> {
        let own = customers::Page {
            scope: self.caller.scope(),
            after: 0,
            limit: 1,
            query: None,
        };
        if customers::page(transaction, &own)?.records.is_empty() {
            Ok(())
        } else {
            Err(StoreError::Duplicate.into())
        }
    }

    fn owner_name(&self) -> String {
        let Caller {
            owner_name, owner, ..
        } = &self.caller;
        owner_name.clone().unwrap_or_else(|| format!("Merchant {owner}"))
    }

    fn success(&self, record: &Record) -> idempotency::Answer {
        idempotency::Answer {
            status: StatusCode::OK.as_u16(),
            location: Some(address(&self.app, record)),
            etag: Some(etag(record.id(), record.revision)),
            body: to_json(&record.customer),
        }
    }

    fn failure(&self, error: &ApiError) -> idempotency::Answer {
        let envelope = error.envelope(clock::timestamp(self.now), self.request_id.as_str().to_owned());
        idempotency::Answer {
            status: error.code().status(),
            location: None,
            etag: None,
            body: to_json(&envelope),
        }
    }
}

fn address(app: &App, record: &Record) -> String {
    app.config.base_path.join(&format!("/customers/{}", record.id()))
}

fn replay(answer: idempotency::Answer) -> Answer {
    let status = StatusCode::from_u16(answer.status).map_err(ApiError::internal)?;
    let mut response = (status, [(CONTENT_TYPE, JSON)], Body::from(answer.body)).into_response();
    insert(&mut response, LOCATION, answer.location)?;
    insert(&mut response, ETAG, answer.etag)?;
    Ok(response)
}

fn insert(response: &mut Response, name: HeaderName, value: Option<String>) -> Result<(), ApiError> {
    if let Some(value) = value {
        let value = HeaderValue::from_str(&value).map_err(ApiError::internal)?;
        response.headers_mut().insert(name, value);
    }
    Ok(())
}
