//! A file whose tables are not this program's any more, while it runs: requests that need them are answered
//! as `/health` is.

use axum::http::Method;
use rusqlite::Connection;
use serde_json::json;

use crate::support::{Answer, Gateway, admin};

/// What a client asks for, by the names that the cases use.
const REQUESTS: [(&str, Method, &str); 8] = [
    ("read", Method::GET, "/customers/1"),
    ("list", Method::GET, "/customers"),
    ("search", Method::GET, "/customers?q=ana"),
    ("history", Method::GET, "/customers/1/audit"),
    ("export", Method::GET, "/customers/1/export"),
    ("methods", Method::GET, "/users/payment-methods/1"),
    ("update", Method::PUT, "/customers/1"),
    ("create", Method::POST, "/customers"),
];

async fn with_a_customer() -> Gateway {
    let gateway = Gateway::start().await;
    gateway.create(&admin(), "Ana", "ana@example.com").await;
    gateway
}

fn sql(gateway: &Gateway, text: &str) {
    let connection = Connection::open(gateway.database()).unwrap();
    connection.execute_batch(text).unwrap();
}

async fn ask(gateway: &Gateway, name: &str) -> Answer {
    let (_, method, path) = REQUESTS.iter().find(|(request, ..)| *request == name).unwrap();
    let call = gateway.call(method.clone(), path).by(&admin());
    let call = match *method {
        Method::POST => call
            .header("idempotency-key", "k")
            .json(&json!({ "name": "Bo", "email": "bo@example.com" })),
        Method::PUT => call.json(&json!({ "name": "Anna" })),
        _ => call,
    };
    call.send().await
}

#[tokio::test]
async fn a_request_that_needs_a_missing_table_is_unavailable() {
    let all = REQUESTS.map(|(name, ..)| name);
    let cases: [(&str, &[&str]); 7] = [
        ("DROP TABLE payment_methods; DROP TABLE customers", &all),
        ("DROP TABLE audit", &["history", "export", "update", "create"]),
        ("DROP TABLE idempotency", &["export", "create"]),
        ("DROP TABLE payment_methods", &["methods", "export"]),
        ("DROP TABLE customers_by_name", &["search", "update", "create"]),
        ("ALTER TABLE customers RENAME COLUMN name TO title", &all),
        (
            "DROP TABLE customers; CREATE TABLE customers (id INTEGER PRIMARY KEY, total TEXT)",
            &all,
        ),
    ];
    for (damage, fails) in cases {
        let gateway = with_a_customer().await;
        sql(&gateway, damage);
        for name in all {
            let answer = ask(&gateway, name).await;
            let expected = if fails.contains(&name) {
                (503, "UNAVAILABLE".to_owned())
            } else {
                (200, String::new())
            };
            assert_eq!(answer.verdict(), expected, "{damage}: {name}");
            assert_eq!(answer.status == 503, answer.header("retry-after").is_some());
        }
        let health = gateway.get(&gateway.root("/health")).send().await;
        assert_eq!(health.verdict(), (503, "UNAVAILABLE".to_owned()), "{damage}");
    }
}

#[tokio::test]
async fn a_table_that_is_put_back_is_used_again() {
    let gateway = with_a_customer().await;
    let table: String = Connection::open(gateway.database())
        .unwrap()
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'audit'", [], |row| {
            row.get(0)
        })
        .unwrap();
    sql(&gateway, "DROP TABLE audit");
    assert_eq!(ask(&gateway, "update").await.status, 503);
    sql(&gateway, &table);
    let updated = ask(&gateway, "update").await;
    assert_eq!(
        (updated.status, updated.etag()),
        (200, "\"1-2\""),
        "the refused update left nothing"
    );
}

#[tokio::test]
async fn a_failure_of_another_kind_is_internal() {
    let gateway = with_a_customer().await;
    sql(
        &gateway,
        "CREATE TRIGGER refused BEFORE UPDATE ON customers BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    assert_eq!(
        ask(&gateway, "update").await.verdict(),
        (500, "INTERNAL".to_owned())
    );
}
