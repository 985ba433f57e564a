//! Answers that are no success: who says so decides what they mean.

use cyrexa_contract::{ErrorEnvelope, Field, Reason, Violation};
use cyrexa_editor::answer::{Answer, outcome};
use cyrexa_editor::{FailureKind, Millis, Outcome, Rejection};

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
        // As upstream prints it.
        (
            404,
            "CUSTOMER_NOT_FOUND",
            r#"{"customerId":"12345","timestamp":"2024-01-15T10:30:00Z"}"#,
            "NotFound",
        ),
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
        "null".into(),
        "[]".into(),
        "\"no\"".into(),
        "{}".into(),
        r#"{"error":null}"#.into(),
        r#"{"error":{}}"#.into(),
        r#"{"error":"blocked"}"#.into(),
        r#"{"error":{"code":null,"message":"blocked"}}"#.into(),
        r#"{"error":{"code":403,"message":"blocked"}}"#.into(),
        r#"{"message":"Forbidden"}"#.into(),
        // Codes of ours with a status that they do not have.
        envelope("INTERNAL", "{}"),
        envelope("RATE_LIMITED", "{}"),
        // Codes of nobody, in half an envelope.
        envelope("BLOCKED", "{}"),
        envelope("forbidden", "{}"),
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

/// The violations that an answer of 400 with these `details` is read as: `field code`, in order.
#[track_caller]
fn check_fields(details: &str, expected: &str) {
    let answer = answer(400, &envelope("VALIDATION_FAILED", details));
    let found = match outcome(&update(), &answer) {
        Outcome::Rejected(Rejection::Invalid(violations)) => violations,
        Outcome::Rejected(Rejection::Other) => Vec::new(),
        other => panic!("{details}: {other:?}"),
    };
    let listed: Vec<_> = found
        .iter()
        .map(|violation| format!("{} {}", violation.field.key(), violation.reason.code()))
        .collect();
    assert_eq!(listed.join(", "), expected, "{details}");
}

#[test]
fn every_violation_that_we_write_reads_back() {
    for field in Field::ALL {
        for reason in [
            Reason::Type,
            Reason::Required,
            Reason::TooShort { min: 2, actual: 1 },
            Reason::TooLong { max: 2, actual: 3 },
            Reason::Characters { position: 9 },
            Reason::Format,
            Reason::CardNumber,
            Reason::NotAllowed,
            Reason::OutOfRange,
        ] {
            let fields = vec![Violation { field, reason }];
            let written = ErrorEnvelope::validation_failed(fields.clone(), String::new(), String::new());
            let body = serde_json::to_string(&written).unwrap();
            assert_eq!(
                outcome(&update(), &answer(400, &body)),
                Outcome::Rejected(Rejection::Invalid(fields))
            );
        }
    }
}

#[test]
fn violations_that_are_not_ours_are_left_out_and_the_others_read() {
    for fields in ["null", "{}", "\"name\"", r#"{"name":["is too long"]}"#, "[]"] {
        check_fields(&format!(r#"{{"fields":{fields}}}"#), "");
    }
    let ours = r#"{"field":"email","code":"format","params":{}}"#;
    for foreign in [
        "null",
        "7",
        "\"name\"",
        "{}",
        r#"{"field":"shoeSize","code":"required"}"#,
        r#"{"field":"name","code":"haunted"}"#,
        r#"{"field":null,"code":"required"}"#,
        r#"{"field":["name"],"code":"required"}"#,
        r#"{"field":"name","code":7}"#,
        r#"{"code":"required"}"#,
        r#"{"field":"name"}"#,
    ] {
        check_fields(&format!(r#"{{"fields":[{foreign},{ours}]}}"#), "email format");
        check_fields(&format!(r#"{{"fields":[{ours},{foreign}]}}"#), "email format");
    }
    for params in [
        "null",
        "\"long\"",
        "[]",
        "7",
        r#"{"max":"100","actual":-1,"position":1.5}"#,
        r#"{"max":null}"#,
    ] {
        let long = format!(r#"{{"field":"name","code":"too_long","params":{params}}}"#);
        check_fields(
            &format!(r#"{{"fields":[{long},{ours}]}}"#),
            "name too_long, email format",
        );
    }
    check_fields(
        r#"{"fields":[{"field":"name","code":"too_long"}]}"#,
        "name too_long",
    );
}

#[test]
fn one_strange_detail_does_not_take_the_fields_with_it() {
    for strange in [
        r#""customerId":12345"#,
        r#""customerId":null"#,
        r#""limit":"64 KiB""#,
        r#""limit":-1"#,
        r#""current":"gone""#,
        r#""current":{"id":"seven"}"#,
        r#""requestId":7"#,
        r#""requestId":null"#,
        r#""timestamp":1731000000"#,
    ] {
        let fields = r#""fields":[{"field":"name","code":"required","params":{}}]"#;
        check_fields(&format!("{{{strange},{fields}}}"), "name required");
    }
    for details in [
        "null",
        "\"out of luck\"",
        "7",
        "true",
        "[]",
        r#"[{"field":"name"}]"#,
        r#"{"x":{}}"#,
    ] {
        check_fields(details, "");
    }
}

#[test]
fn a_message_of_another_shape_and_members_that_nobody_knows_change_nothing() {
    for body in [
        r#"{"error":{"code":"FORBIDDEN"}}"#,
        r#"{"error":{"code":"FORBIDDEN","message":null}}"#,
        r#"{"error":{"code":"FORBIDDEN","message":{"en":"m"}}}"#,
        r#"{"traceId":"t","error":{"code":"FORBIDDEN","hint":[1]},"ok":false}"#,
    ] {
        check(&answer(403, body), "Forbidden");
    }
}
