//! Answers that are no success: who says so decides what they mean.

use cyrexa_editor::answer::{Answer, outcome};
use cyrexa_editor::{FailureKind, Millis, Outcome};

use crate::{answer, create, read, update};

fn envelope(code: &str, details: &str) -> String {
    format!(r#"{{"error":{{"code":"{code}","message":"","details":{details}}}}}"#)
}

fn check(answer: &Answer<crate::json::Value>, expected: &str) {
    for operation in [read(), update(), create()] {
        let outcome = outcome(&operation, answer);
        assert_eq!(
            format!("{outcome:?}"),
            expected,
            "{} {} {operation:?}",
            answer.status,
            answer.text
        );
    }
}

#[test]
fn the_gateways_own_envelope_is_believed() {
    let fields = r#"{"fields":[{"field":"name","code":"required","params":{}}]}"#;
    let dated = r#"{"timestamp":"2026-01-01T00:00:00Z"}"#;
    for (status, code, details, expected) in [
        (
            400,
            "VALIDATION_FAILED",
            fields,
            "Rejected(Invalid([Violation { field: Name, reason: Required }]))",
        ),
        (400, "VALIDATION_FAILED", "{}", "Rejected(Other)"),
        (400, "MALFORMED_BODY", "{}", "Rejected(Other)"),
        // Upstream documents no 409, no 405 and no 403.
        (400, "DUPLICATE_CUSTOMER", "{}", "Rejected(Duplicate)"),
        (409, "DUPLICATE_CUSTOMER", "{}", "Rejected(Duplicate)"),
        (409, "IDEMPOTENCY_CONFLICT", "{}", "Rejected(StillRunning)"),
        (415, "UNSUPPORTED_MEDIA_TYPE", "{}", "Rejected(Other)"),
        (401, "UNAUTHORIZED", "{}", "Unauthorised"),
        (403, "FORBIDDEN", "{}", "Forbidden"),
        (404, "CUSTOMER_NOT_FOUND", "{}", "NotFound"),
        // Another gateway's codes, in an envelope as complete as upstream documents it.
        (400, "INVALID_PHONE", dated, "Rejected(Other)"),
        (404, "USER_GONE", dated, "NotFound"),
        (401, "TOKEN_EXPIRED", dated, "Unauthorised"),
    ] {
        check(&answer(status, &envelope(code, details)), expected);
    }
}

#[test]
fn a_refusal_of_anything_in_between_is_a_failed_call() {
    let bodies = [
        String::new(),
        "<html><h1>Request blocked</h1></html>".into(),
        "{}".into(),
        r#"{"error":"blocked"}"#.into(),
        r#"{"error":{"code":403,"message":"blocked"}}"#.into(),
        r#"{"message":"Forbidden"}"#.into(),
        // Codes of ours with a status that they do not have.
        envelope("INTERNAL", "{}"),
        envelope("RATE_LIMITED", "{}"),
        // Codes of nobody, in half an envelope.
        envelope("BLOCKED", "{}"),
    ];
    for body in bodies {
        for status in [
            400, 402, 403, 404, 405, 407, 409, 410, 411, 413, 415, 421, 422, 425, 428, 431, 451,
        ] {
            check(&answer(status, &body), "Failed(Unreadable)");
        }
        check(&answer(401, &body), "Failed(MaybeSignedOut)");
    }
    check(
        &answer(403, &envelope("CUSTOMER_NOT_FOUND", "{}")),
        "Failed(Unreadable)",
    );
    check(&answer(404, &envelope("FORBIDDEN", "{}")), "Failed(Unreadable)");
    // The path is wrong, and says nothing of the customer.
    check(&answer(404, &envelope("NOT_FOUND", "{}")), "Failed(Unreadable)");
    check(&answer(304, ""), "Failed(Unreadable)");
}

#[test]
fn a_401_that_asks_for_a_bearer_token_is_the_gateways() {
    for (challenge, expected) in [
        ("Bearer", "Unauthorised"),
        (r#"bearer error="invalid_token""#, "Unauthorised"),
        (r#"Basic realm="intranet""#, "Failed(MaybeSignedOut)"),
        ("B", "Failed(MaybeSignedOut)"),
    ] {
        let answer = Answer {
            challenge: Some(challenge.to_owned()),
            ..answer(401, "<html>")
        };
        check(&answer, expected);
    }
}

#[test]
fn what_claims_nothing_of_the_customer_is_believed_from_anybody() {
    for (status, retry_after, expected) in [
        (408, None, "Failed(Timeout)"),
        (412, None, "Conflict { current: None, etag: None }"),
        (429, Some(3), "RateLimited { retry_after: Some(Millis(3000)) }"),
        (429, None, "RateLimited { retry_after: None }"),
        (503, Some(2), "RateLimited { retry_after: Some(Millis(2000)) }"),
        (503, None, "Failed(Server(503))"),
        (500, None, "Failed(Server(500))"),
        (502, None, "Failed(Server(502))"),
        (599, None, "Failed(Server(599))"),
    ] {
        let answer = Answer {
            retry_after: retry_after.map(|seconds| Millis(seconds * 1000)),
            ..answer(status, "<html>")
        };
        check(&answer, expected);
    }
}

#[test]
fn the_record_of_a_conflict_is_read_from_the_gateways_own_only() {
    let current = r#"{"current":{"id":5,"name":"Bob"}}"#;
    for (body, is_read) in [
        (envelope("VERSION_CONFLICT", current), true),
        (
            envelope("VERSION_CONFLICT", r#"{"current":{"name":"Bob"}}"#),
            false,
        ),
        (format!(r#"{{"error":{{"details":{current}}}}}"#), false),
    ] {
        let Outcome::Conflict { current, .. } = outcome(&update(), &answer(412, &body)) else {
            panic!("{body} is a conflict")
        };
        assert_eq!(current.is_some(), is_read, "{body}");
    }
    assert_eq!(
        outcome(&read(), &answer(200, "")),
        Outcome::Failed(FailureKind::Unreadable)
    );
}
