//! A gateway that has only what upstream documents, and `GET /customers/{id}`.

use axum::http::Method;
use cyrexa_gateway::Surface;
use serde_json::json;

use crate::support::{Answer, Gateway, customer, merchant, support};

async fn documented() -> Gateway {
    Gateway::start_with(|config| config.surface = Surface::DocumentedOnly).await
}

fn assert_plain(answer: &Answer, what: &str) {
    for header in ["etag", "x-contract", "x-request-id", "allow"] {
        assert_eq!(answer.header(header), None, "{what}");
    }
}

#[tokio::test]
async fn a_write_is_answered_with_nothing_and_a_create_with_its_address() {
    let gateway = documented().await;
    let body = json!({ "name": "Ana", "email": "ana@example.com" });
    let created = gateway
        .post("/customers")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    assert_eq!((created.status, created.body.len()), (200, 0));
    assert_eq!(created.header("location"), Some("/ipg/2.0.0/customers/1"));
    assert_plain(&created, "create");

    let call = gateway
        .put("/customers/1")
        .by(&customer(7))
        .header("if-match", "\"stale\"");
    let changed = call.json(&json!({ "phone": "+1234567890" })).send().await;
    assert_eq!(
        (changed.status, changed.body.len()),
        (200, 0),
        "If-Match means nothing here"
    );
    assert_plain(&changed, "update");

    let call = gateway
        .get("/customers/1")
        .by(&customer(7))
        .header("if-none-match", "*");
    let read = call.send().await;
    assert_eq!((read.status, &read.json()["phone"]), (200, &json!("+1234567890")));
    assert_plain(&read, "get");
}

#[tokio::test]
async fn an_idempotency_key_means_nothing() {
    let gateway = documented().await;
    for (email, expected) in [
        ("a@example.com", 200),
        ("b@example.com", 200),
        ("a@example.com", 400),
    ] {
        let call = gateway
            .post("/customers")
            .by(&merchant(1))
            .header("idempotency-key", "k");
        let answer = call.json(&json!({ "name": "Ana", "email": email })).send().await;
        assert_eq!(answer.status, expected, "{email}");
    }
}

#[tokio::test]
async fn nothing_else_is_there() {
    let gateway = documented().await;
    gateway
        .post("/customers")
        .by(&customer(7))
        .json(&json!({ "name": "Ana", "email": "ana@example.com" }))
        .send()
        .await;
    for (method, path, expected) in [
        (Method::GET, "/users/payment-methods/1", 200),
        (Method::GET, "/customers", 404),
        (Method::DELETE, "/customers/1", 404),
        (Method::PATCH, "/customers/1", 404),
        (Method::GET, "/customers/1/audit", 404),
        (Method::GET, "/customers/1/events", 404),
        (Method::GET, "/customers/1/export", 404),
    ] {
        let answer = gateway.call(method.clone(), path).by(&customer(7)).send().await;
        assert_eq!(answer.status, expected, "{method} {path}");
        assert_plain(&answer, path);
    }
}

#[tokio::test]
async fn every_error_has_a_status_that_upstream_documents() {
    let gateway = documented().await;
    gateway
        .post("/customers")
        .by(&customer(7))
        .json(&json!({ "name": "Ana", "email": "ana@example.com" }))
        .send()
        .await;
    let large = "x".repeat(100_000);
    for (what, caller, content_type, body, expected) in [
        (
            "not theirs",
            customer(8),
            "application/json",
            "{}",
            (401, "UNAUTHORIZED"),
        ),
        (
            "only reads",
            support(),
            "application/json",
            "{}",
            (401, "UNAUTHORIZED"),
        ),
        (
            "another merchant's",
            merchant(2),
            "application/json",
            "{}",
            (404, "CUSTOMER_NOT_FOUND"),
        ),
        (
            "malformed",
            customer(7),
            "application/json",
            "[]",
            (400, "MALFORMED_BODY"),
        ),
        (
            "invalid",
            customer(7),
            "application/json",
            r#"{"email":"x"}"#,
            (400, "VALIDATION_FAILED"),
        ),
        (
            "type",
            customer(7),
            "text/plain",
            "{}",
            (400, "UNSUPPORTED_MEDIA_TYPE"),
        ),
        (
            "large",
            customer(7),
            "application/json",
            &large,
            (400, "PAYLOAD_TOO_LARGE"),
        ),
    ] {
        let call = gateway
            .put("/customers/1")
            .by(&caller)
            .header("content-type", content_type);
        let answer = call.body(body.to_owned()).send().await;
        assert_eq!(answer.verdict(), (expected.0, expected.1.to_owned()), "{what}");
        assert_plain(&answer, what);
    }
    assert_eq!(gateway.get("/customers/1").send().await.status, 401);
}
