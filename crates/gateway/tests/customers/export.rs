use serde_json::json;

use crate::support::{Gateway, admin, customer, merchant, support};

#[tokio::test]
async fn an_export_is_a_file_with_everything_that_is_held() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let methods = gateway
        .get("/users/payment-methods/1")
        .by(&customer(7))
        .send()
        .await
        .json();
    let stored = gateway.get("/customers/1").by(&customer(7)).send().await.json();

    let answer = gateway.get("/customers/1/export").by(&customer(7)).send().await;
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"customer-1.json\"")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let body = answer.json();
    assert_eq!((&body["customer"], &body["paymentMethods"]), (&stored, &methods));
    assert_eq!(body["history"][0]["fields"], json!(["name", "email"]));
    assert!(body["exportedAt"].is_string());
}

#[tokio::test]
async fn who_may_export_which_customer() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for (who, caller, expected) in [
        ("the login itself", customer(7), 200),
        ("another login", customer(8), 403),
        ("the merchant", merchant(1), 200),
        ("another merchant", merchant(2), 404),
        ("support", support(), 200),
        ("an administrator", admin(), 200),
    ] {
        let answer = gateway.get("/customers/1/export").by(&caller).send().await;
        assert_eq!(answer.status, expected, "{who}");
    }
}
