//! Every body gets its envelope: exactly the contract's, never a 500, never a closed connection without an
//! answer.

use axum::http::Method;
use cyrexa_contract::{ErrorEnvelope, Malformed, Operation, Refusal, judge};

use crate::support::{Answer, Gateway, customer};

/// The answer that the contract writes for this body, with the time and the request of the one that came.
fn expected(body: &[u8], operation: Operation, answer: &Answer) -> Vec<u8> {
    let timestamp = answer.json()["error"]["details"]["timestamp"]
        .as_str()
        .unwrap()
        .to_owned();
    let request_id = answer.header("x-request-id").unwrap().to_owned();
    let envelope = match judge(body, operation).unwrap_err() {
        Refusal::Malformed(malformed) => ErrorEnvelope::malformed(malformed, timestamp, request_id),
        Refusal::Invalid(fields) => ErrorEnvelope::validation_failed(fields, timestamp, request_id),
    };
    serde_json::to_vec(&envelope).unwrap()
}

#[tokio::test]
async fn a_malformed_body_gets_exactly_the_envelope_of_the_contract() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(200), "]".repeat(200));
    let very_deep = "[".repeat(60_000);
    for (what, body, why) in [
        ("nothing", &b""[..], Malformed::NotJson),
        ("white space", b"  \n", Malformed::NotJson),
        ("half an object", b"{\"name\":", Malformed::NotJson),
        ("two objects", b"{}{}", Malformed::NotJson),
        ("NaN", b"{\"name\":NaN}", Malformed::NotJson),
        ("Infinity", b"{\"totalDeposits\":Infinity}", Malformed::NotJson),
        ("a comment", b"{/**/}", Malformed::NotJson),
        ("a trailing comma", b"{\"name\":\"Ana\",}", Malformed::NotJson),
        ("single quotes", b"{'name':'Ana'}", Malformed::NotJson),
        (
            "a raw line break in a text",
            b"{\"name\":\"A\nna\"}",
            Malformed::NotJson,
        ),
        ("nothing but brackets", very_deep.as_bytes(), Malformed::NotJson),
        ("bad UTF-8", b"{\"name\":\"\xFF\"}", Malformed::NotUtf8),
        ("UTF-16", b"\xFF\xFE{\0}\0", Malformed::NotUtf8),
        (
            "a surrogate in UTF-8",
            b"{\"name\":\"\xED\xA0\x80\"}",
            Malformed::NotUtf8,
        ),
        ("an array", b"[]", Malformed::NotAnObject),
        (
            "an RFC 6902 patch",
            br#"[{"op":"add","path":"/name","value":"Ana"}]"#,
            Malformed::NotAnObject,
        ),
        ("a text", b"\"Ana\"", Malformed::NotAnObject),
        ("a number", b"1", Malformed::NotAnObject),
        ("null", b"null", Malformed::NotAnObject),
        (
            "a key twice",
            br#"{"name":"Ana","name":"Bo"}"#,
            Malformed::DuplicateKey,
        ),
        (
            "a key twice, spelled otherwise",
            br#"{"name":"Ana","n\u0061me":"Bo"}"#,
            Malformed::DuplicateKey,
        ),
        (
            "a key twice, inside",
            br#"{"x":[{"y":1,"y":2}]}"#,
            Malformed::DuplicateKey,
        ),
        ("deep nesting", deep.as_bytes(), Malformed::TooDeep),
    ] {
        for (method, path, operation) in [
            (Method::POST, "/customers", Operation::Create),
            (Method::PUT, "/customers/1", Operation::Update),
        ] {
            assert_eq!(judge(body, operation), Err(Refusal::Malformed(why)), "{what}");
            let call = gateway.call(method, path).by(&customer(7));
            let answer = call
                .header("content-type", "application/json")
                .body(body.to_vec())
                .send()
                .await;
            assert_eq!(answer.status, 400, "{what}");
            assert_eq!(answer.body, expected(body, operation, &answer), "{what}");
        }
    }
}

#[tokio::test]
async fn an_invalid_body_gets_every_failing_field_at_once() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let long = "x".repeat(300);
    let all =
        format!(r#"{{"name":"{long}","email":"no","address":"{long}","phone":"12","memberId":"{long}"}}"#);
    for (what, body, failing) in [
        (
            "wrong types",
            r#"{"name":1,"email":[],"address":{},"phone":true,"memberId":1.5}"#,
            5,
        ),
        ("everything too long or wrong", &all, 5),
        (
            "a lone surrogate",
            r#"{"name":"\ud800","email":"a@b.example"}"#,
            1,
        ),
        (
            "a card number",
            r#"{"name":"4242 4242 4242 4242","email":"a@b.example"}"#,
            1,
        ),
        ("a control", r#"{"name":"A\u0000","email":"a@b.example"}"#, 1),
        ("cleared", r#"{"name":null,"email":" "}"#, 2),
    ] {
        for (method, path, operation) in [
            (Method::POST, "/customers", Operation::Create),
            (Method::PUT, "/customers/1", Operation::Update),
        ] {
            let call = gateway.call(method, path).by(&customer(7));
            let answer = call
                .header("content-type", "application/json")
                .body(body.to_owned())
                .send()
                .await;
            assert_eq!(answer.verdict(), (400, "VALIDATION_FAILED".to_owned()), "{what}");
            assert_eq!(
                answer.body,
                expected(body.as_bytes(), operation, &answer),
                "{what}"
            );
            let fields = answer.json()["error"]["details"]["fields"]
                .as_array()
                .unwrap()
                .len();
            assert_eq!(fields, failing, "{what}");
        }
    }
}

#[tokio::test]
async fn a_content_type_without_a_judge_is_refused() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for (content_type, encoding, create, update) in [
        ("application/json", None, 409, 200),
        ("Application/JSON; Charset=UTF-8", None, 409, 200),
        ("application/json; charset=utf-16", None, 415, 415),
        ("application/json; x=1;charset=\"latin1\"", None, 415, 415),
        ("application/json-patch+json", None, 409, 200),
        ("application/merge-patch+json", None, 415, 200),
        ("text/plain", None, 415, 415),
        ("application/x-www-form-urlencoded", None, 415, 415),
        ("application/jsonx", None, 415, 415),
        ("", None, 415, 415),
        ("application/json", Some("identity"), 409, 200),
        ("application/json", Some("gzip"), 415, 415),
        ("application/json", Some("identity, gzip"), 415, 415),
        // What a proxy makes of two lines of it.
        ("application/json", Some("identity,identity"), 409, 200),
        ("application/json", Some("identity, Identity"), 409, 200),
    ] {
        for (method, path, status) in [
            (Method::POST, "/customers", create),
            (Method::PUT, "/customers/1", update),
        ] {
            let mut call = gateway.call(method, path).by(&customer(7));
            if !content_type.is_empty() {
                call = call.header("content-type", content_type);
            }
            if let Some(encoding) = encoding {
                call = call.header("content-encoding", encoding);
            }
            let answer = call
                .body(r#"{"name":"Ana","email":"ana@example.com"}"#)
                .send()
                .await;
            assert_eq!(answer.status, status, "{content_type} {encoding:?} {path}");
        }
    }
    let call = gateway
        .put("/customers/1")
        .by(&customer(7))
        .header("content-type", "application/json");
    let twice = call.header("content-type", "text/plain").body("{}").send().await;
    assert_eq!(twice.code(), "UNSUPPORTED_MEDIA_TYPE", "two types are none");
}

#[tokio::test]
async fn a_byte_order_mark_is_tolerated() {
    let gateway = Gateway::start().await;
    let call = gateway
        .post("/customers")
        .by(&customer(7))
        .header("content-type", "application/json");
    let body = "\u{FEFF}{\"name\":\"Ana\",\"email\":\"ana@example.com\"}";
    assert_eq!(call.body(body).send().await.status, 200);
}

#[tokio::test]
async fn the_limit_is_the_longest_body_that_is_judged() {
    let gateway = Gateway::start_with(|config| config.body_limit = 100).await;
    let body = |length: usize| {
        let start = r#"{"name":"Ana","email":"ana@example.com""#;
        format!("{start}{}}}", " ".repeat(length - start.len() - 1))
    };
    for (length, expected) in [(101, 413), (100, 200)] {
        let call = gateway
            .post("/customers")
            .by(&customer(7))
            .header("content-type", "application/json");
        let answer = call.body(body(length)).send().await;
        assert_eq!(answer.status, expected, "{length}");
        if expected == 413 {
            assert_eq!(answer.json()["error"]["details"]["limit"], 100);
        }
    }
}
