//! From an answer to an outcome: what each status and body means, by contract.md. Pure.

use cyrexa_contract::{Customer, ErrorCode, Field, PaymentMethod, Violation};
use cyrexa_editor::{FailureKind, Millis, Outcome, Rejection};

use super::Answer;
use super::json::Json;

/// What a `GET /customers/{id}` came to.
#[must_use]
pub fn read_outcome(answer: &Answer) -> Outcome {
    if !answer.is_success() {
        return refusal(answer);
    }
    match customer(&Json::parse(&answer.body)) {
        Some(customer) => Outcome::Read {
            customer,
            etag: strong_etag(answer),
        },
        None => Outcome::Failed(FailureKind::Unreadable),
    }
}

/// What a `PUT /customers/{id}` came to. Upstream documents 200 and no body.
#[must_use]
pub fn update_outcome(answer: &Answer) -> Outcome {
    if !answer.is_success() {
        return refusal(answer);
    }
    Outcome::Saved {
        customer: customer(&Json::parse(&answer.body)),
        etag: strong_etag(answer),
    }
}

/// The last part of an address's path.
fn last_segment(address: &str) -> &str {
    let octets = address.as_bytes();
    let end = octets.iter().position(|octet| b"?#".contains(octet));
    let mut path = octets.get(..end.unwrap_or(octets.len())).unwrap_or_default();
    while let [before @ .., b'/'] = path {
        path = before;
    }
    let start = path
        .iter()
        .rposition(|octet| *octet == b'/')
        .map_or(0, |slash| slash + 1);
    address.get(start..path.len()).unwrap_or_default()
}

/// What a `POST /customers` came to. The id is the body's, or the body itself, or the end of `Location`.
#[must_use]
pub fn create_outcome(answer: &Answer) -> Outcome {
    if !answer.is_success() {
        return refusal(answer);
    }
    let customer = customer(&Json::parse(&answer.body)).filter(|customer| customer.id > 0);
    let id = match &customer {
        Some(customer) => Some(customer.id),
        None => answer
            .body
            .trim()
            .parse()
            .ok()
            .or_else(|| last_segment(answer.location.as_deref()?).parse().ok()),
    };
    Outcome::Created {
        id: id.filter(|id| *id > 0),
        customer,
        etag: strong_etag(answer),
    }
}

/// The saved payment methods: a bare list, or a list in `items`, since upstream documents no shape.
///
/// # Errors
/// The outcome that the answer was instead.
pub fn payment_methods(answer: &Answer) -> Result<Vec<PaymentMethod>, Outcome> {
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    let list = Json::parse(&answer.body);
    let items = list.items().or_else(|| list.get("items").items());
    let items = items.ok_or(Outcome::Failed(FailureKind::Unreadable))?;
    Ok(items.iter().map(payment_method).collect())
}

fn payment_method(json: &Json) -> PaymentMethod {
    PaymentMethod {
        id: json.get("id").text().unwrap_or_default(),
        brand: json.get("brand").text(),
        last4: json.get("last4").text(),
        expiry_month: json
            .get("expiryMonth")
            .integer()
            .and_then(|month| month.try_into().ok()),
        expiry_year: json
            .get("expiryYear")
            .integer()
            .and_then(|year| year.try_into().ok()),
        is_default: json.get("isDefault").flag(),
    }
}

fn refusal(answer: &Answer) -> Outcome {
    let error = Json::parse(&answer.body).get("error");
    let details = error.get("details");
    let retry_after = answer
        .retry_after
        .map(|seconds| Millis(seconds.saturating_mul(1000)));
    match answer.status {
        401 => Outcome::Unauthorised,
        403 => Outcome::Forbidden,
        404 => Outcome::NotFound,
        408 => Outcome::Failed(FailureKind::Timeout),
        412 => Outcome::Conflict {
            current: customer(&details.get("current")),
            etag: strong_etag(answer),
        },
        429 => Outcome::RateLimited { retry_after },
        503 if retry_after.is_some() => Outcome::RateLimited { retry_after },
        500.. => Outcome::Failed(FailureKind::Server(answer.status)),
        400..=499 => Outcome::Rejected(rejection(&error.get("code"), &details)),
        // A redirect that `fetch` did not follow, or something that is no HTTP status.
        _ => Outcome::Failed(FailureKind::Unreadable),
    }
}

fn rejection(code: &Json, details: &Json) -> Rejection {
    match ErrorCode::from_wire(&code.text().unwrap_or_default()) {
        ErrorCode::DuplicateCustomer => Rejection::Duplicate,
        ErrorCode::IdempotencyConflict => Rejection::StillRunning,
        ErrorCode::ValidationFailed => {
            let fields = details.get("fields").items().unwrap_or_default();
            let known: Vec<_> = fields.iter().filter_map(violation).collect();
            if known.is_empty() {
                Rejection::Other
            } else {
                Rejection::Invalid(known)
            }
        }
        _ => Rejection::Other,
    }
}

fn violation(json: &Json) -> Option<Violation> {
    let params = json.get("params");
    let param = |name: &str| {
        params
            .get(name)
            .integer()
            .and_then(|n| n.try_into().ok())
            .unwrap_or_default()
    };
    Violation::from_wire(&json.get("field").text()?, &json.get("code").text()?, param)
}

/// A weak validator never matches in `If-Match`: it is as good as none.
fn strong_etag(answer: &Answer) -> Option<String> {
    answer.etag.clone().filter(|etag| etag.starts_with('"'))
}

/// A customer, where the value says something of one.
fn customer(json: &Json) -> Option<Box<Customer>> {
    let mut customer = Box::new(Customer {
        id: json.get("id").integer().unwrap_or_default(),
        owner_id: json.get("ownerId").integer(),
        user_id: json.get("userId").integer(),
        owner_name: json.get("ownerName").text(),
        has_payment_requests: json.get("hasPaymentRequests").flag(),
        total_deposits: json.get("totalDeposits").number(),
        create_date: json.get("createDate").text(),
        ..Customer::default()
    });
    for field in Field::ALL {
        customer.set_text(field, json.get(field.key()).text());
    }
    let says_something = customer.id > 0 || customer.name.is_some() || customer.email.is_some();
    says_something.then_some(customer)
}
