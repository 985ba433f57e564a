//! The decision: is this the gateway's own answer, and what does it mean? By docs/contract.md:
//! upstream's error envelope, a customer object, or the documented empty body.
//!
//! Everything else (HTML, a redirect, foreign JSON, a 403 or 404 of a proxy, a truncated body) is a failed
//! call: nothing is known to be saved, deleted, forbidden or signed out because of it.

use cyrexa_contract::{ErrorCode, PaymentMethod, Violation};

use super::Answer;
use super::customer::{customer, payment_method};
use super::json::{Json, integer, whole_number};
use crate::{FailureKind, Operation, Outcome, Rejection};

/// What an answer to a request came to.
#[must_use]
pub fn outcome<J: Json>(operation: &Operation, answer: &Answer<J>) -> Outcome {
    if let Err(outcome) = require_success(answer) {
        return outcome;
    }
    let outcome = match operation {
        Operation::Read { id } => read(*id, answer),
        Operation::Create { .. } => created(answer),
        Operation::Update { id, .. } => updated(*id, answer),
    };
    outcome.unwrap_or(Outcome::Failed(FailureKind::Unreadable))
}

/// The saved payment methods: a bare list, or a list in `items`, since upstream documents no shape.
///
/// # Errors
/// The outcome that the answer was instead.
pub fn payment_methods<J: Json>(answer: &Answer<J>) -> Result<Vec<PaymentMethod>, Outcome> {
    require_success(answer)?;
    let list = answer.json.as_ref();
    let items = list.and_then(|list| list.items().or_else(|| list.get("items").items()));
    let items = items.ok_or(Outcome::Failed(FailureKind::Unreadable))?;
    Ok(items.iter().map(payment_method).collect())
}

/// Whether the answer may say that the request was done; otherwise what it says instead.
fn require_success<J: Json>(answer: &Answer<J>) -> Result<(), Outcome> {
    if answer.is_redirected {
        return Err(Outcome::Failed(FailureKind::MaybeSignedOut));
    }
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    // A JSON object shows by itself whether it is whole; nothing, or a number, does not.
    let length = answer.text.len() as u64;
    let is_whole = answer.json.as_ref().is_some_and(Json::is_object)
        || answer.declared_length.is_none_or(|declared| declared <= length);
    // 206 is a part.
    (is_whole && answer.status != 206)
        .then_some(())
        .ok_or(Outcome::Failed(FailureKind::Unreadable))
}

fn read<J: Json>(asked: i64, answer: &Answer<J>) -> Option<Outcome> {
    let customer = customer(answer.json.as_ref()?, &answer.text)?;
    if customer.id != asked {
        return Some(Outcome::Failed(FailureKind::OtherCustomer));
    }
    Some(Outcome::Read {
        customer,
        etag: strong_etag(answer),
    })
}

/// Upstream documents 200 and no body.
fn updated<J: Json>(asked: i64, answer: &Answer<J>) -> Option<Outcome> {
    let customer = if answer.text.trim().is_empty() {
        None
    } else {
        Some(customer(answer.json.as_ref()?, &answer.text)?)
    };
    if customer.as_ref().is_some_and(|customer| customer.id != asked) {
        return Some(Outcome::Failed(FailureKind::OtherCustomer));
    }
    Some(Outcome::Saved {
        customer,
        etag: strong_etag(answer),
    })
}

/// The id is the body's, or the body itself, or the end of `Location`. Only a body that is empty, as upstream
/// documents it, is a success without one.
fn created<J: Json>(answer: &Answer<J>) -> Option<Outcome> {
    let body = answer.text.trim();
    let json = answer.json.as_ref();
    let customer = json.and_then(|json| customer(json, &answer.text));
    let bare = || {
        let text = json.and_then(Json::text);
        whole_number(text.as_deref().unwrap_or(body)).filter(|id| *id > 0)
    };
    let id = match &customer {
        Some(customer) => Some(customer.id),
        None => bare().or_else(|| {
            let may_be_located = body.is_empty() || (answer.status != 202 && is_harmless(json?));
            id_of_location(answer.location.as_deref().filter(|_| may_be_located)?)
        }),
    };
    (id.is_some() || body.is_empty()).then(|| Outcome::Created {
        id,
        customer,
        etag: strong_etag(answer),
    })
}

/// An object that says nothing of a failure.
fn is_harmless<J: Json>(json: &J) -> bool {
    json.is_object() && json.get("error").is_nothing() && json.get("success").flag() != Some(false)
}

/// `.../customers/ID`.
fn id_of_location(address: &str) -> Option<i64> {
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    let (before, last) = path.rsplit_once('/')?;
    let is_customer = before == "customers" || before.ends_with("/customers");
    whole_number(last).filter(|id| *id > 0 && is_customer)
}

/// What an answer that is no success says. 401, 403, 404 and the like are believed only in upstream's
/// envelope: proxies and CDNs answer with the same statuses. 408, 412, 429 and 5xx claim nothing of the
/// customer and lead to another try, so they are believed from anybody.
///
/// A 401 is the gateway's where it has the envelope or asks for a bearer token (RFC 6750 section 3). Any
/// other 401, of a proxy in front, may mean the same: the token provider is asked, and the screen says that
/// the user may be signed out.
fn refusal<J: Json>(answer: &Answer<J>) -> Outcome {
    let nothing = || Outcome::Failed(FailureKind::Unreadable);
    let error = answer.json.as_ref().map(|json| json.get("error"));
    let code = error.as_ref().and_then(|error| own_code(error, answer.status));
    let asks_for_token = answer
        .challenge
        .as_ref()
        .and_then(|challenge| challenge.get(..6))
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"));
    match answer.status {
        401 if code.is_some() || asks_for_token => Outcome::Unauthorised,
        401 => Outcome::Failed(FailureKind::MaybeSignedOut),
        408 => Outcome::Failed(FailureKind::Timeout),
        412 => {
            let details = error.filter(|_| code.is_some()).map(|error| error.get("details"));
            Outcome::Conflict {
                current: details.and_then(|details| customer(&details.get("current"), &answer.text)),
                etag: strong_etag(answer),
            }
        }
        429 => Outcome::RateLimited {
            retry_after: answer.retry_after,
        },
        503 if answer.retry_after.is_some() => Outcome::RateLimited {
            retry_after: answer.retry_after,
        },
        500.. => Outcome::Failed(FailureKind::Server(answer.status)),
        400..=499 => match (code, error) {
            (Some(code), Some(error)) => refused(answer.status, code, &error),
            _ => nothing(),
        },
        _ => nothing(),
    }
}

/// The code of upstream's envelope: one of ours, with the status that it belongs to; or another gateway's, in
/// an envelope as complete as upstream documents it (a message, and details with a timestamp).
fn own_code<J: Json>(error: &J, status: u16) -> Option<ErrorCode> {
    let text = error.get("code").text()?;
    let code = ErrorCode::from_wire(&text);
    let is_complete =
        error.get("message").text().is_some() && error.get("details").get("timestamp").text().is_some();
    let fits = match code {
        ErrorCode::Unknown => is_complete,
        // A gateway that has only what upstream documents says 400 where ours has a status of its own.
        code => code.status() == status || (status == 400 && !matches!(code.status(), 401 | 404 | 429 | 500)),
    };
    fits.then_some(code)
}

fn refused<J: Json>(status: u16, code: ErrorCode, error: &J) -> Outcome {
    match (status, code) {
        (403, _) => return Outcome::Forbidden,
        // `NOT_FOUND` is of a path, not of a customer: the base address is wrong.
        (404, ErrorCode::NotFound) => return Outcome::Failed(FailureKind::Unreadable),
        (404, _) => return Outcome::NotFound,
        _ => {}
    }
    Outcome::Rejected(match code {
        ErrorCode::DuplicateCustomer => Rejection::Duplicate,
        ErrorCode::IdempotencyConflict => Rejection::StillRunning,
        ErrorCode::ValidationFailed => {
            let fields = error.get("details").get("fields").items().unwrap_or_default();
            let known: Vec<_> = fields.iter().filter_map(violation).collect();
            if known.is_empty() {
                Rejection::Other
            } else {
                Rejection::Invalid(known)
            }
        }
        _ => Rejection::Other,
    })
}

fn violation<J: Json>(json: &J) -> Option<Violation> {
    let params = json.get("params");
    let param = |name: &str| {
        integer(&params.get(name))
            .and_then(|n| n.try_into().ok())
            .unwrap_or_default()
    };
    Violation::from_wire(&json.get("field").text()?, &json.get("code").text()?, param)
}

/// A weak or unquoted validator never matches in `If-Match` (RFC 9110 section 13.1.1): it is as good as none.
fn strong_etag<J>(answer: &Answer<J>) -> Option<String> {
    let is_strong = |etag: &String| etag.len() > 1 && etag.starts_with('"') && etag.ends_with('"');
    answer.etag.clone().filter(is_strong)
}
