//! What every response has, whatever it is.

use axum::http::Method;
use cyrexa_contract::FINGERPRINT;

use crate::support::{Gateway, customer, support};

#[tokio::test]
async fn every_answer_has_the_contract_and_the_request_id() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let large = "x".repeat(100_000);
    let health = gateway.root("/health");
    let nowhere = gateway.root("/nowhere");
    for (method, path, caller, body, expected) in [
        (Method::GET, "/customers/1", Some(customer(7)), "", 200),
        (Method::HEAD, "/customers/1", Some(customer(7)), "", 200),
        (Method::GET, "/customers/1", None, "", 401),
        (Method::PUT, "/customers/1", Some(support()), "{}", 403),
        (Method::PUT, "/customers/1", Some(customer(7)), "[]", 400),
        (Method::PUT, "/customers/1", Some(customer(7)), &large, 413),
        (Method::GET, "/customers/1/nothing", Some(customer(7)), "", 404),
        (Method::GET, "/customers/1/nothing", None, "", 401),
        (Method::PATCH, "/customers/1", Some(customer(7)), "{}", 405),
        (Method::PATCH, "/customers/1", None, "{}", 401),
        (
            Method::POST,
            "/customers",
            Some(customer(7)),
            r#"{"name":"A","email":"ana@example.com"}"#,
            409,
        ),
        (Method::OPTIONS, "/customers/1", None, "", 200),
        (Method::GET, &health, None, "", 200),
        (Method::GET, &nowhere, None, "", 404),
    ] {
        let what = format!("{method} {path} {expected}");
        let call = gateway
            .call(method, path)
            .header("content-type", "application/json");
        let call = if let Some(caller) = &caller {
            call.by(caller)
        } else {
            call
        };
        let answer = call.body(body.to_owned()).send().await;
        assert_eq!(answer.status, expected, "{what}");
        assert_eq!(answer.header("x-contract"), Some(FINGERPRINT), "{what}");
        assert_eq!(answer.header("x-request-id").map(str::len), Some(32), "{what}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
        if expected >= 400 {
            let details = &answer.json()["error"]["details"];
            assert_eq!(
                details["requestId"].as_str(),
                answer.header("x-request-id"),
                "{what}"
            );
        }
        if expected == 401 {
            assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{what}");
        }
        if expected == 405 {
            let allowed = answer.header("allow").unwrap();
            for method in ["GET", "PUT", "DELETE"] {
                assert!(allowed.contains(method), "{allowed}");
            }
        }
    }
}

#[tokio::test]
async fn a_request_id_that_can_hold_no_text_is_kept_and_any_other_replaced() {
    let gateway = Gateway::start().await;
    for (sent, is_kept) in [
        ("8e03978e-40d5-43dd-bc93-6894a57f9324", true),
        ("8E03978E-40D5-43DD-BC93-6894A57F9324", true),
        ("00000000-0000-0000-0000-000000000000", true),
        ("4bf92f3577b34da6a3ce929d0e0e4736", true),
        ("4BF92F3577B34DA6A3CE929D0E0E4736", true),
        ("jane.doe-4111111111111111", false),
        ("4111111111111111", false),
        ("jane-doe", false),
        ("a", false),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", false),
        ("4bf92f3577b34da6a3ce929d0e0e473", false),
        ("4bf92f3577b34da6a3ce929d0e0e47361", false),
        ("4bf92f3577b34da6a3ce929d0e0e473g", false),
        ("8e03978e40d5-43dd-bc93-6894a57f-9324", false),
        ("8e03978e-40d5-43dd-bc93-6894a57f932", false),
        ("{8e03978e-40d5-43dd-bc93-6894a57f9324}", false),
        ("8e03978e-40d5-43dd-bc93-6894a57f932_", false),
        ("", false),
        ("a b", false),
        ("ana@example.com", false),
        ("{\"x\":1}", false),
    ] {
        let answer = gateway
            .get("/customers")
            .header("x-request-id", sent)
            .send()
            .await;
        let kept = answer.header("x-request-id").unwrap();
        assert_eq!(kept == sent, is_kept, "{sent}");
        assert_eq!(answer.json()["error"]["details"]["requestId"], kept, "{sent}");
    }
}
