//! Written: every code, every reason, every detail, byte for byte.

use cyrexa_contract::{
    Customer, ErrorCode, ErrorEnvelope, Field, Malformed, Operation, Reason, Refusal, Violation, judge,
};

use super::{NOW, envelope};

#[track_caller]
fn check_written(envelope: &ErrorEnvelope, expected: &str) {
    let written = serde_json::to_string(envelope).expect("an envelope is JSON");
    assert_eq!(written, expected);
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
    let written = serde_json::to_string(&envelope).unwrap();
    let expected = concat!(
        r#"{"error":{"code":"VALIDATION_FAILED","message":"One or more fields are not valid","details":{"fields":["#,
        r#"{"field":"name","code":"too_long","params":{"max":100,"actual":131}},"#,
        r#"{"field":"email","code":"format","params":{}},"#,
        r#"{"field":"address","code":"type","params":{"expected":"string"}},"#,
        r#"{"field":"phone","code":"format","params":{"minDigits":7,"maxDigits":15}},"#,
        r#"{"field":"memberId","code":"characters","params":{"position":3}}],"#,
        r#""timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}"#,
    );
    assert_eq!(written, expected);
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
        let written = serde_json::to_string(&violation).unwrap();
        assert_eq!(
            written,
            format!(r#"{{"field":"name","code":"{code}","params":{params}}}"#)
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
    let fields = Field::ALL.map(|field| {
        let value = if field == Field::Name { "\"Ana\"" } else { "null" };
        format!(r#""{}":{value}"#, field.key())
    });
    check_written(
        &conflict,
        &[
            r#"{"error":{"code":"VERSION_CONFLICT","message":"Words","details":{"current":{"id":7,"ownerId":null,"userId":null,"#,
            r#""ownerName":null,"#,
            &fields.join(","),
            r#","hasPaymentRequests":null,"totalDeposits":null,"createDate":null},"#,
            r#""timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}"#,
        ]
        .concat(),
    );
}
