//! HTTP of the simulated gateway, and of what answers in its place. The judge that the page uses reads it.

use cyrexa_contract::{Customer, Field};
use cyrexa_editor::answer::{Answer, Json};
use cyrexa_editor::{Outcome, Rejection};

use crate::server::ID;

/// JSON, as far as it is needed.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Nothing,
    Flag(bool),
    Number(f64),
    Text(String),
    Object(Vec<(&'static str, Self)>),
}

impl Json for Value {
    fn get(&self, key: &str) -> Self {
        let Self::Object(members) = self else {
            return Self::Nothing;
        };
        let member = members.iter().find(|(name, _)| *name == key);
        member.map_or(Self::Nothing, |(_, value)| value.clone())
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    fn items(&self) -> Option<Vec<Self>> {
        None
    }

    fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

fn object(status: u16, members: Vec<(&'static str, Value)>) -> Answer<Value> {
    Answer::new(status, "{}".to_owned(), Some(Value::Object(members)))
}

fn customer(customer: &Customer) -> Vec<(&'static str, Value)> {
    // Ids as text now and then, as gateways in front of 64-bit stores write them.
    let id = if customer.name.is_some() {
        Value::Number(customer.id as f64)
    } else {
        Value::Text(customer.id.to_string())
    };
    let mut members = vec![("id", id)];
    for field in Field::ALL {
        let text = customer.text(field);
        members.push((
            field.key(),
            text.map_or(Value::Nothing, |text| Value::Text(text.to_owned())),
        ));
    }
    if let Some(number) = customer.total_deposits {
        members.push(("totalDeposits", Value::Number(number)));
    }
    members
}

fn error(status: u16, code: &str, current: Option<&Customer>) -> Answer<Value> {
    let details = current.map(|record| ("current", Value::Object(customer(record))));
    let error = vec![
        ("code", Value::Text(code.to_owned())),
        ("details", Value::Object(details.into_iter().collect())),
    ];
    object(status, vec![("error", Value::Object(error))])
}

/// What the gateway writes. `b` chooses among the ways that the contract allows.
pub(crate) fn written(outcome: &Outcome, b: u64) -> Answer<Value> {
    match outcome {
        Outcome::Read {
            customer: record,
            etag,
        }
        | Outcome::Saved {
            customer: Some(record),
            etag,
        }
        | Outcome::Created {
            customer: Some(record),
            etag,
            ..
        } => Answer {
            etag: etag.clone(),
            ..object(200, customer(record))
        },
        Outcome::Saved { etag, .. } => Answer {
            etag: etag.clone(),
            ..Answer::new(200, String::new(), None)
        },
        Outcome::Created { id: Some(id), .. } if b & 512 == 0 => {
            Answer::new(200, id.to_string(), Some(Value::Number(*id as f64)))
        }
        Outcome::Created { id, .. } => Answer {
            location: id.map(|id| format!("/customers/{id}")),
            ..Answer::new(201, String::new(), None)
        },
        Outcome::Conflict { current, etag } => Answer {
            etag: etag.clone(),
            ..error(412, "VERSION_CONFLICT", current.as_deref())
        },
        Outcome::Rejected(Rejection::StillRunning) => error(409, "IDEMPOTENCY_CONFLICT", None),
        Outcome::Rejected(_) => error(409, "DUPLICATE_CUSTOMER", None),
        Outcome::Unauthorised => error(401, "UNAUTHORIZED", None),
        Outcome::Forbidden => error(403, "FORBIDDEN", None),
        Outcome::NotFound => error(404, "CUSTOMER_NOT_FOUND", None),
        Outcome::RateLimited { retry_after } => Answer {
            retry_after: *retry_after,
            ..error(429, "RATE_LIMITED", None)
        },
        Outcome::Failed(_) => error(500, "INTERNAL", None),
    }
}

/// What answers in the gateway's place: a login page, a CDN, an API of somebody else's.
pub(crate) fn foreign(b: u64) -> Answer<Value> {
    let page = |status| Answer::new(status, "<html>".to_owned(), None);
    match b % 11 {
        0 => page(200),
        1 => page(201),
        2 => Answer {
            is_redirected: true,
            ..page(200)
        },
        3 => page(401),
        4 => page(403),
        5 => page(404),
        6 => page(421),
        7 => page(425),
        8 => object(200, vec![("success", Value::Flag(false))]),
        9 => object(202, vec![("status", Value::Text("queued".to_owned()))]),
        _ => Answer {
            location: Some(format!("/customers/{ID}")),
            ..error(200, "INTERNAL", None)
        },
    }
}

/// The record of somebody else, as a shared cache gives it.
pub(crate) fn of_another(etag: Option<String>) -> Customer {
    Customer {
        id: ID + 1,
        name: Some("Viktor Secret".to_owned()),
        total_deposits: etag.map(|_| 0.0),
        ..Customer::default()
    }
}
