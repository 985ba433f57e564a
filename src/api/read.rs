//! From an answer to an outcome: what each status and body means, by contract.md. Pure.

use cyrexa_contract::{Customer, Details, ErrorCode, ErrorEnvelope, PaymentMethod};
use cyrexa_editor::{FailureKind, Millis, Outcome, Rejection};
use serde::Deserialize;

use super::Answer;

/// What a `GET /customers/{id}` came to.
#[must_use]
pub fn read_outcome(answer: &Answer) -> Outcome {
    if !answer.is_success() {
        return refusal(answer);
    }
    match customer(answer) {
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
        customer: customer(answer),
        etag: strong_etag(answer),
    }
}

/// What a `POST /customers` came to. The id is the body's, or the body itself, or the end of `Location`.
#[must_use]
pub fn create_outcome(answer: &Answer) -> Outcome {
    if !answer.is_success() {
        return refusal(answer);
    }
    let customer = customer(answer).filter(|customer| customer.id > 0);
    let in_location = || {
        answer
            .location
            .as_deref()?
            .split(['?', '#'])
            .next()?
            .trim_end_matches('/')
            .rsplit('/')
            .next()
    };
    let id = match &customer {
        Some(customer) => Some(customer.id),
        None => answer
            .body
            .trim()
            .parse()
            .ok()
            .or_else(|| in_location()?.parse().ok()),
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
    #[derive(Deserialize)]
    struct Page {
        items: Vec<PaymentMethod>,
    }
    if !answer.is_success() {
        return Err(refusal(answer));
    }
    serde_json::from_str(&answer.body)
        .or_else(|_| serde_json::from_str::<Page>(&answer.body).map(|page| page.items))
        .map_err(|_| Outcome::Failed(FailureKind::Unreadable))
}

fn refusal(answer: &Answer) -> Outcome {
    let error = serde_json::from_str::<ErrorEnvelope>(&answer.body)
        .ok()
        .map(|envelope| envelope.error);
    let (code, details) = error.map_or((ErrorCode::Unknown, Details::default()), |error| {
        (error.code, error.details)
    });
    let retry_after = answer
        .retry_after
        .map(|seconds| Millis(seconds.saturating_mul(1000)));
    match answer.status {
        401 => Outcome::Unauthorised,
        403 => Outcome::Forbidden,
        404 => Outcome::NotFound,
        408 => Outcome::Failed(FailureKind::Timeout),
        412 => Outcome::Conflict {
            current: details.current,
            etag: strong_etag(answer),
        },
        429 => Outcome::RateLimited { retry_after },
        503 if retry_after.is_some() => Outcome::RateLimited { retry_after },
        500.. => Outcome::Failed(FailureKind::Server(answer.status)),
        400..=499 => Outcome::Rejected(match code {
            ErrorCode::DuplicateCustomer => Rejection::Duplicate,
            ErrorCode::IdempotencyConflict => Rejection::StillRunning,
            ErrorCode::ValidationFailed if !details.fields.is_empty() => Rejection::Invalid(details.fields),
            _ => Rejection::Other,
        }),
        // A redirect that `fetch` did not follow, or something that is no HTTP status.
        _ => Outcome::Failed(FailureKind::Unreadable),
    }
}

/// A weak validator never matches in `If-Match`: it is as good as none.
fn strong_etag(answer: &Answer) -> Option<String> {
    answer.etag.clone().filter(|etag| etag.starts_with('"'))
}

fn customer(answer: &Answer) -> Option<Box<Customer>> {
    let customer: Box<Customer> = serde_json::from_str(&answer.body).ok()?;
    let says_something = customer.id > 0 || customer.name.is_some() || customer.email.is_some();
    says_something.then_some(customer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            body: body.to_owned(),
            ..Answer::default()
        }
    }

    #[test]
    fn the_new_id_is_learned_from_the_first_place_that_has_it() {
        for (body, location, expected) in [
            (
                r#"{"id":5,"name":"Ana"}"#,
                Some("/ipg/2.0.0/customers/9"),
                Some(5),
            ),
            ("7", Some("/ipg/2.0.0/customers/9"), Some(7)),
            (" 7\n", None, Some(7)),
            ("", Some("/ipg/2.0.0/customers/9"), Some(9)),
            (
                "",
                Some("https://gateway.cyrexa.com/ipg/2.0.0/customers/9/"),
                Some(9),
            ),
            ("{}", Some("/customers/9?x=1"), Some(9)),
            (r#"{"name":"Ana"}"#, None, None),
            ("", Some("/customers/new"), None),
            ("0", None, None),
            ("-3", None, None),
            ("", None, None),
            ("<html>", None, None),
        ] {
            let answer = Answer {
                location: location.map(str::to_owned),
                ..answer(200, body)
            };
            let Outcome::Created { id, .. } = create_outcome(&answer) else {
                panic!("{body} is a success")
            };
            assert_eq!(id, expected, "{body:?} {location:?}");
        }
    }

    #[test]
    fn every_status_means_one_outcome() {
        let envelope = |code: &str, details: &str| {
            format!(r#"{{"error":{{"code":"{code}","message":"","details":{details}}}}}"#)
        };
        let fields = r#"{"fields":[{"field":"name","code":"required","params":{}}]}"#;
        for (status, retry_after, body, expected) in [
            (
                400,
                None,
                envelope("VALIDATION_FAILED", fields),
                "Rejected(Invalid([Violation { field: Name, reason: Required }]))",
            ),
            (400, None, envelope("VALIDATION_FAILED", "{}"), "Rejected(Other)"),
            (400, None, "not json".into(), "Rejected(Other)"),
            (
                400,
                None,
                envelope("DUPLICATE_CUSTOMER", "{}"),
                "Rejected(Duplicate)",
            ),
            (401, None, String::new(), "Unauthorised"),
            (403, None, String::new(), "Forbidden"),
            (404, None, String::new(), "NotFound"),
            (
                409,
                None,
                envelope("DUPLICATE_CUSTOMER", "{}"),
                "Rejected(Duplicate)",
            ),
            (
                409,
                None,
                envelope("IDEMPOTENCY_CONFLICT", "{}"),
                "Rejected(StillRunning)",
            ),
            (409, None, String::new(), "Rejected(Other)"),
            (412, None, String::new(), "Conflict { current: None, etag: None }"),
            (415, None, String::new(), "Rejected(Other)"),
            (
                429,
                Some(3),
                String::new(),
                "RateLimited { retry_after: Some(Millis(3000)) }",
            ),
            (429, None, String::new(), "RateLimited { retry_after: None }"),
            (
                503,
                Some(2),
                String::new(),
                "RateLimited { retry_after: Some(Millis(2000)) }",
            ),
            (503, None, String::new(), "Failed(Server(503))"),
            (500, None, String::new(), "Failed(Server(500))"),
            (304, None, String::new(), "Failed(Unreadable)"),
        ] {
            let answer = Answer {
                retry_after,
                ..answer(status, &body)
            };
            for outcome in [
                read_outcome(&answer),
                update_outcome(&answer),
                create_outcome(&answer),
            ] {
                assert_eq!(format!("{outcome:?}"), expected, "{status} {body}");
            }
        }
    }

    #[test]
    fn a_read_without_a_customer_in_it_is_unreadable() {
        for body in ["", "{}", "[]", "null", r#"{"id":1,"na"#] {
            assert_eq!(
                read_outcome(&answer(200, body)),
                Outcome::Failed(FailureKind::Unreadable),
                "{body}"
            );
        }
    }

    #[test]
    fn an_update_needs_no_body_and_a_broken_one_does_not_undo_it() {
        for body in ["", "{}", r#"{"id":1,"na"#, "OK"] {
            let expected = Outcome::Saved {
                customer: None,
                etag: None,
            };
            assert_eq!(update_outcome(&answer(200, body)), expected, "{body}");
        }
    }

    #[test]
    fn a_weak_etag_is_as_good_as_none() {
        for (etag, expected) in [(r#""5""#, Some(r#""5""#)), (r#"W/"5""#, None), ("5", None)] {
            let answer = Answer {
                etag: Some(etag.to_owned()),
                ..answer(200, r#"{"id":1}"#)
            };
            let Outcome::Read { etag: read, .. } = read_outcome(&answer) else {
                panic!("{etag} is a read")
            };
            assert_eq!(read.as_deref(), expected);
        }
    }

    #[test]
    fn payment_methods_come_as_a_list_or_as_a_page() {
        for body in [
            r#"[{"id":"a","last4":"0042"}]"#,
            r#"{"items":[{"id":"a","last4":"0042"}]}"#,
        ] {
            let methods = payment_methods(&answer(200, body)).expect("both shapes are read");
            assert_eq!(methods[0].last4.as_deref(), Some("0042"));
        }
        assert!(payment_methods(&answer(200, "")).is_err());
        assert!(payment_methods(&answer(500, "[]")).is_err());
    }
}
