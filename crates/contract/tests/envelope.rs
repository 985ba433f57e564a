//! The error envelope: byte for byte as we write it, and leniently as we read other gateways'.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::{
    Customer, ErrorCode, ErrorEnvelope, Field, Malformed, Operation, Reason, Refusal, Violation, Written,
    judge,
};

const NOW: &str = "2026-11-20T10:30:00Z";

fn envelope(code: ErrorCode) -> ErrorEnvelope {
    ErrorEnvelope::new(code, "Words", NOW.to_owned(), "r-1".to_owned())
}

#[track_caller]
fn check_written(envelope: &ErrorEnvelope, expected: &str) {
    let written = serde_json::to_string(envelope).expect("an envelope is JSON");
    assert_eq!(written, expected);
    let read: ErrorEnvelope = serde_json::from_str(&written).expect("our own envelope reads");
    assert!(read == *envelope, "does not read back: {written}");
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
    let read: ErrorEnvelope = serde_json::from_str(&written).unwrap();
    assert!(read == envelope, "does not read back");
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
        let answer = ErrorEnvelope::validation_failed(vec![violation], NOW.to_owned(), "r-1".to_owned());
        let read: ErrorEnvelope = serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap();
        assert!(read == answer, "{code} does not read back");
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
    check_written(
        &conflict,
        concat!(
            r#"{"error":{"code":"VERSION_CONFLICT","message":"Words","details":{"current":{"id":7,"ownerId":null,"userId":null,"#,
            r#""ownerName":null,"name":"Ana","email":null,"address":null,"phone":null,"memberId":null,"hasPaymentRequests":null,"#,
            r#""totalDeposits":null,"createDate":null},"timestamp":"2026-11-20T10:30:00Z","requestId":"r-1"}}}"#,
        ),
    );
}

#[test]
fn the_published_envelope_reads() {
    let published = r#"{
  "error": {
    "code": "CUSTOMER_NOT_FOUND",
    "message": "Customer with ID 12345 not found",
    "details": {
      "customerId": "12345",
      "timestamp": "2024-01-15T10:30:00Z"
    }
  }
}"#;
    let read: ErrorEnvelope = serde_json::from_str(published).unwrap();
    assert_eq!(read.error.code, ErrorCode::CustomerNotFound);
    assert_eq!(read.error.message, "Customer with ID 12345 not found");
    assert_eq!(read.error.details.customer_id.as_deref(), Some("12345"));
    assert_eq!(read.error.details.timestamp, "2024-01-15T10:30:00Z");
    assert_eq!(read.error.details.request_id, "");
}

/// Code, message, `fields`, `customerId`, `timestamp`, as one line.
#[track_caller]
fn check_read(json: &str, expected: &str) {
    let read: ErrorEnvelope = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    let details = &read.error.details;
    let fields: Vec<_> = details
        .fields
        .iter()
        .map(|violation| format!("{} {}", violation.field.key(), violation.reason.code()))
        .collect();
    let found = format!(
        "{}|{}|{}|{}|{}",
        read.error.code.as_str(),
        read.error.message,
        fields.join(", "),
        details.customer_id.as_deref().unwrap_or_default(),
        details.timestamp
    );
    assert_eq!(found, expected, "{json}");
}

#[test]
fn an_unknown_code_and_missing_members_read() {
    check_read(r#"{"error":{"code":"TEAPOT","message":"m"}}"#, "UNKNOWN|m|||");
    check_read(r#"{"error":{"code":"FORBIDDEN"}}"#, "FORBIDDEN||||");
    check_read(r#"{"error":{"message":"m"}}"#, "UNKNOWN|m|||");
    check_read(r#"{"error":{}}"#, "UNKNOWN||||");
    check_read(r#"{"error":{"code":"forbidden"}}"#, "UNKNOWN||||");
    check_read(
        r#"{"traceId":"t","error":{"code":"FORBIDDEN","hint":[1]},"ok":false}"#,
        "FORBIDDEN||||",
    );
}

#[test]
fn members_of_other_shapes_do_not_fail_the_rest() {
    check_read(
        r#"{"error":{"code":"FORBIDDEN","message":null}}"#,
        "FORBIDDEN||||",
    );
    check_read(
        r#"{"error":{"code":"FORBIDDEN","message":{"en":"m"}}}"#,
        "FORBIDDEN||||",
    );
    check_read(r#"{"error":{"code":404,"message":"m"}}"#, "UNKNOWN|m|||");
    check_read(r#"{"error":{"code":null,"message":"m"}}"#, "UNKNOWN|m|||");
    for details in [
        "null",
        "\"out of luck\"",
        "\"\"",
        "7",
        "1e999",
        "true",
        "[]",
        "[{\"field\":\"name\"}]",
        "{}",
        "{\"x\":{}}",
    ] {
        check_read(
            &format!(r#"{{"error":{{"code":"FORBIDDEN","message":"m","details":{details}}}}}"#),
            "FORBIDDEN|m|||",
        );
    }
}

#[test]
fn one_strange_detail_does_not_take_the_others_with_it() {
    let fields = r#""fields":[{"field":"name","code":"required","params":{}}]"#;
    for strange in [
        r#""customerId":12345"#,
        r#""customerId":null"#,
        r#""limit":"64 KiB""#,
        r#""limit":-1"#,
        r#""current":"gone""#,
        r#""current":{"id":"seven"}"#,
        r#""requestId":7"#,
        r#""requestId":null"#,
        r#""requestId":"\ud800""#,
        r#""current":{"totalDeposits":1e999}"#,
    ] {
        let json = format!(
            r#"{{"error":{{"code":"VALIDATION_FAILED","details":{{{strange},{fields},"timestamp":"t"}}}}}}"#
        );
        check_read(&json, "VALIDATION_FAILED||name required||t");
    }
    let json = format!(
        r#"{{"error":{{"code":"VALIDATION_FAILED","details":{{"timestamp":1731000000,{fields},"customerId":"7"}}}}}}"#
    );
    check_read(&json, "VALIDATION_FAILED||name required|7|");
}

#[test]
fn violations_that_are_not_ours_are_left_out_and_the_others_read() {
    let read = |fields: &str, expected: &str| {
        let json = format!(r#"{{"error":{{"code":"VALIDATION_FAILED","details":{{"fields":{fields}}}}}}}"#);
        check_read(&json, &format!("VALIDATION_FAILED||{expected}||"));
    };
    read("null", "");
    read("{}", "");
    read("\"name\"", "");
    read(r#"{"name":["is too long"]}"#, "");
    read("[]", "");
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
        read(&format!("[{foreign},{ours}]"), "email format");
        read(&format!("[{ours},{foreign}]"), "email format");
    }
    for params in [
        "null",
        "\"long\"",
        "[]",
        "7",
        r#"{"max":"100","actual":-1,"position":1.5}"#,
        r#"{"max":null}"#,
    ] {
        read(
            &format!(r#"[{{"field":"name","code":"too_long","params":{params}}},{ours}]"#),
            "name too_long, email format",
        );
    }
    read(r#"[{"field":"name","code":"too_long"}]"#, "name too_long");
}

#[test]
fn what_is_no_envelope_is_an_error() {
    for json in [
        "",
        "null",
        "{}",
        "[]",
        "\"no\"",
        "<html>",
        r#"{"error":null}"#,
        r#"{"error":"no"}"#,
        r#"{"message":"no"}"#,
    ] {
        assert!(serde_json::from_str::<ErrorEnvelope>(json).is_err(), "{json}");
    }
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
fn octets_put_together_are_those_that_are_serialised() {
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
                .octets();
                assert_eq!(
                    String::from_utf8(written).ok(),
                    serde_json::to_string(&envelope).ok()
                );
            }
        }
    }
}
