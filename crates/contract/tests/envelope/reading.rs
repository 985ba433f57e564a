//! Read: upstream's own, and other gateways' as far as they can be understood.

use cyrexa_contract::{ErrorCode, ErrorEnvelope};

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
