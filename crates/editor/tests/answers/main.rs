//! What counts as an answer: a table per kind of request, and one that all of them share.

mod created;
mod json;
mod read;
mod refused;
mod updated;
mod waiting;

use cyrexa_contract::Patch;
use cyrexa_editor::answer::{Answer, outcome};
use cyrexa_editor::{Operation, Outcome};
use json::Value;

/// An id that no double holds: 2^53 + 1.
pub(crate) const LARGE: i64 = 9_007_199_254_740_993;

pub(crate) fn answer(status: u16, body: &str) -> Answer<Value> {
    Answer::new(status, body.to_owned(), Value::read(body))
}

pub(crate) fn read() -> Operation {
    Operation::Read { id: 5 }
}

pub(crate) fn update() -> Operation {
    Operation::Update {
        id: 5,
        patch: Patch::default(),
        if_match: None,
    }
}

pub(crate) fn create() -> Operation {
    Operation::Create {
        patch: Patch::default(),
        idempotency_key: String::new(),
    }
}

/// Bodies that no gateway sends with a 2xx, and no proxy sends with anything else.
const FOREIGN: [&str; 16] = [
    "<!doctype html><title>Sign in</title>",
    r#"{"error":{"code":"INTERNAL","message":"upstream"}}"#,
    r#"{"id":5,"error":{"code":"INTERNAL"}}"#,
    r#"{"id":5,"error":"expired"}"#,
    r#"{"success":false,"message":"session expired"}"#,
    r#"{"id":5,"success":false}"#,
    r#"{"status":"queued"}"#,
    "[]",
    r#"[{"id":5}]"#,
    "null",
    "true",
    "OK",
    r#"{"id":5,"na"#,
    r#"{"id":"five"}"#,
    r#"{"id":-5}"#,
    r#"{"name":"Ana","email":"ana@example.org"}"#,
];

#[test]
fn what_no_gateway_sends_is_a_failed_call_whatever_was_asked() {
    for body in FOREIGN {
        for status in [200, 201, 202] {
            for operation in [read(), update(), create()] {
                let outcome = outcome(&operation, &answer(status, body));
                assert_eq!(
                    format!("{outcome:?}"),
                    "Failed(Unreadable)",
                    "{operation:?} {status} {body}"
                );
            }
        }
    }
}

#[test]
fn a_redirect_means_that_somebody_may_be_signed_out_and_nothing_more() {
    for (status, body) in [
        (0, ""),
        (200, "<html>"),
        (200, ""),
        (200, r#"{"id":5}"#),
        (200, "5"),
    ] {
        for operation in [read(), update(), create()] {
            let answer = Answer {
                is_redirected: true,
                location: Some("/customers/5".into()),
                ..answer(status, body)
            };
            let outcome = outcome(&operation, &answer);
            assert_eq!(
                format!("{outcome:?}"),
                "Failed(MaybeSignedOut)",
                "{operation:?} {status} {body}"
            );
        }
    }
}

#[test]
fn a_part_of_a_body_is_no_answer() {
    for (status, body, declared) in [(200, "", 20), (201, "12", 4), (206, r#"{"id":5}"#, 8)] {
        for operation in [update(), create()] {
            let answer = Answer {
                declared_length: Some(declared),
                ..answer(status, body)
            };
            let outcome = outcome(&operation, &answer);
            assert_eq!(
                format!("{outcome:?}"),
                "Failed(Unreadable)",
                "{operation:?} {status} {body}"
            );
        }
    }
    let whole = Answer {
        declared_length: Some(0),
        ..answer(200, "")
    };
    assert!(matches!(
        outcome(&update(), &whole),
        Outcome::Saved { customer: None, .. }
    ));
}
