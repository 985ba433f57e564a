//! The error envelope, byte for byte as it is written: every code, every reason, every detail. How envelopes
//! are read: the editor's `tests/answers/refused.rs`.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::{
    Customer, ErrorCode, ErrorEnvelope, Field, Malformed, Operation, Reason, Refusal, Violation, Written,
    judge,
};
use serde_json::{Value, json};

const NOW: &str = "2026-11-20T10:30:00Z";

fn envelope(code: ErrorCode) -> ErrorEnvelope {
    ErrorEnvelope::new(code, "Words", NOW.to_owned(), "r-1".to_owned())
}

/// The envelope, read by a parser that knows nothing of it.
#[track_caller]
fn read(envelope: &ErrorEnvelope) -> Value {
    let written = serde_json::to_string(envelope).expect("an envelope is JSON");
    serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"))
}

#[track_caller]
fn check_written(envelope: &ErrorEnvelope, expected: &str) {
    assert_eq!(serde_json::to_string(envelope).ok().as_deref(), Some(expected));
    assert_eq!(read(envelope)["error"]["code"], envelope.error.code.as_str());
}

#[test]
fn every_violation_is_written_with_its_parameters() {
    let body = format!(
        r#"{{"name":"{}","email":"a@","address":7,"phone":"1","memberId":"ab\u0000"}}"#,
        "x".repeat(131)
    );
    let Err(Refusal::Invalid(violations)) = judge(body.as_bytes(), Operation::Create) else {
        panic!("accepted")
    };
    let envelope = ErrorEnvelope::validation_failed(violations, NOW.to_owned(), "r-1".to_owned());
    let expected = concat!(
        r#"{"error":{"code":"VALIDATION_FAILED","message":"One or more fields are not valid","details":{"fields":["#,
        r#"{"field":"name","code":"too_long","params":{"max":100,"actual":131}},"#,
        r#"{"field":"email","code":"format","params":{}},"#,
        r#"{"field":"address","code":"type","params":{"expected":"string"}},"#,
        r#"{"field":"phone","code":"format","params":{"minDigits":7,"maxDigits":15}},"#,
        r#"{"field":"memberId","code":"characters","params":{"position":3}}],"#,
        r#""timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}"#,
    );
    check_written(&envelope, expected);
}

#[test]
fn every_reason_has_its_code_and_parameters() {
    for (reason, code, params) in [
        (Reason::Type, "type", r#"{"expected":"string"}"#),
        (Reason::Required, "required", "{}"),
        (
            Reason::TooShort { min: 2, actual: 1 },
            "too_short",
            r#"{"min":2,"actual":1}"#,
        ),
        (
            Reason::TooLong { max: 2, actual: 3 },
            "too_long",
            r#"{"max":2,"actual":3}"#,
        ),
        (
            Reason::Characters { position: 9 },
            "characters",
            r#"{"position":9}"#,
        ),
        (Reason::Format, "format", "{}"),
        (Reason::CardNumber, "card_number", "{}"),
        (Reason::NotAllowed, "not_allowed", "{}"),
        (Reason::OutOfRange, "out_of_range", "{}"),
    ] {
        let violation = Violation {
            field: Field::Name,
            reason,
        };
        assert_eq!(
            serde_json::to_string(&violation).unwrap(),
            format!(r#"{{"field":"name","code":"{code}","params":{params}}}"#)
        );
        let answer = ErrorEnvelope::validation_failed(vec![violation], NOW.to_owned(), "r-1".to_owned());
        let params: Value = serde_json::from_str(params).unwrap();
        assert_eq!(
            read(&answer)["error"]["details"]["fields"],
            json!([{ "field": "name", "code": code, "params": params }])
        );
    }
}

#[test]
fn every_malformed_body_has_a_sentence_of_its_own() {
    for (malformed, message) in [
        (Malformed::NotUtf8, "The body is not UTF-8"),
        (Malformed::NotJson, "The body is not valid JSON"),
        (Malformed::NotAnObject, "The body must be a JSON object"),
        (Malformed::DuplicateKey, "The body has a key twice in one object"),
        (Malformed::TooDeep, "The body is nested deeper than 128 levels"),
    ] {
        check_written(
            &ErrorEnvelope::malformed(malformed, NOW.to_owned(), "r-1".to_owned()),
            &format!(
                r#"{{"error":{{"code":"MALFORMED_BODY","message":"{message}","details":{{"timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}}}}"#
            ),
        );
    }
}

#[test]
fn every_code_has_its_status() {
    for (code, written, status) in [
        (ErrorCode::ValidationFailed, "VALIDATION_FAILED", 400),
        (ErrorCode::MalformedBody, "MALFORMED_BODY", 400),
        (ErrorCode::BadRequest, "BAD_REQUEST", 400),
        (ErrorCode::Unauthorized, "UNAUTHORIZED", 401),
        (ErrorCode::Forbidden, "FORBIDDEN", 403),
        (ErrorCode::CustomerNotFound, "CUSTOMER_NOT_FOUND", 404),
        (ErrorCode::NotFound, "NOT_FOUND", 404),
        (ErrorCode::MethodNotAllowed, "METHOD_NOT_ALLOWED", 405),
        (ErrorCode::DuplicateCustomer, "DUPLICATE_CUSTOMER", 409),
        (ErrorCode::IdempotencyConflict, "IDEMPOTENCY_CONFLICT", 409),
        (ErrorCode::VersionConflict, "VERSION_CONFLICT", 412),
        (ErrorCode::PayloadTooLarge, "PAYLOAD_TOO_LARGE", 413),
        (ErrorCode::UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", 415),
        (ErrorCode::IdempotencyMismatch, "IDEMPOTENCY_MISMATCH", 422),
        (ErrorCode::RateLimited, "RATE_LIMITED", 429),
        (ErrorCode::Internal, "INTERNAL", 500),
        (ErrorCode::Unavailable, "UNAVAILABLE", 503),
        (ErrorCode::Unknown, "UNKNOWN", 500),
    ] {
        assert_eq!((code.as_str(), code.status()), (written, status));
        check_written(
            &envelope(code),
            &format!(
                r#"{{"error":{{"code":"{written}","message":"Words","details":{{"timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}}}}"#
            ),
        );
    }
}

#[test]
fn details_of_a_code_are_written_only_with_it() {
    let mut not_found = envelope(ErrorCode::CustomerNotFound);
    not_found.error.details.customer_id = Some("12345".to_owned());
    check_written(
        &not_found,
        r#"{"error":{"code":"CUSTOMER_NOT_FOUND","message":"Words","details":{"customerId":"12345","timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}"#,
    );
    let mut too_large = envelope(ErrorCode::PayloadTooLarge);
    too_large.error.details.limit = Some(65_536);
    check_written(
        &too_large,
        r#"{"error":{"code":"PAYLOAD_TOO_LARGE","message":"Words","details":{"limit":65536,"timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}"#,
    );
    let mut conflict = envelope(ErrorCode::VersionConflict);
    conflict.error.details.current = Some(Box::new(Customer {
        id: 7,
        name: Some("Ana".to_owned()),
        ..Customer::default()
    }));
    let texts = Field::ALL.map(|field| match field {
        Field::Name => r#""name":"Ana","#.to_owned(),
        other => format!(r#""{}":null,"#, other.key()),
    });
    check_written(
        &conflict,
        &[
            r#"{"error":{"code":"VERSION_CONFLICT","message":"Words","details":{"current":{"id":7,"ownerId":null,"#,
            r#""userId":null,"ownerName":null,"#,
            &texts.concat(),
            r#""hasPaymentRequests":null,"totalDeposits":null,"createDate":null},"#,
            r#""timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}"#,
        ]
        .concat(),
    );
}

/// Every reason that there is, on every field.
fn reasons() -> Vec<Violation> {
    let reasons = [
        Reason::Type,
        Reason::Required,
        Reason::TooShort { min: 1, actual: 0 },
        Reason::TooLong {
            max: 100,
            actual: u64::MAX,
        },
        Reason::Characters { position: 10 },
        Reason::Format,
        Reason::CardNumber,
        Reason::NotAllowed,
        Reason::OutOfRange,
    ];
    let on_each = |reason: &Reason| {
        Field::ALL.map(|field| Violation {
            field,
            reason: reason.clone(),
        })
    };
    reasons.iter().flat_map(on_each).collect()
}

#[test]
fn bytes_put_together_are_those_that_are_serialised() {
    let all = reasons();
    for fields in [&all[..0], &all[..1], &all] {
        for request_id in ["7f3a", "", "a\"b\\c\u{1}\n\u{7f}é😀"] {
            for (code, limit) in [
                (ErrorCode::ValidationFailed, None),
                (ErrorCode::MalformedBody, None),
                (ErrorCode::PayloadTooLarge, Some(65_536)),
                (ErrorCode::Internal, Some(0)),
            ] {
                let (message, timestamp) = ("It's \"so\"", "2026-11-20T00:00:00.000Z");
                let mut envelope =
                    ErrorEnvelope::new(code, message, timestamp.to_owned(), request_id.to_owned());
                envelope.error.details.fields = fields.to_vec();
                envelope.error.details.limit = limit;
                let written = Written {
                    code,
                    message,
                    fields,
                    limit,
                    timestamp,
                    request_id,
                }
                .bytes();
                assert_eq!(
                    String::from_utf8(written).ok(),
                    serde_json::to_string(&envelope).ok()
                );
            }
        }
    }
}
