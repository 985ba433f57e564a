//! A file of an earlier version is brought up to date, and what was in it is found.

use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Answer, Program, admin, customer, merchant, whole};

/// A gateway on a file of an earlier version.
fn on_file_of(folder: &TempDir, schema: &str) -> Program {
    let older = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    older.execute_batch(schema).unwrap();
    drop(older);
    Program::start(folder.path(), &[])
}

async fn read(gateway: &Program, path: &str) -> Answer {
    gateway.get(path).by(&admin()).send().await
}

#[tokio::test]
async fn customers_of_an_earlier_version_are_found_changed_and_deleted() {
    let folder = TempDir::new().unwrap();
    let gateway = on_file_of(&folder, include_str!("fixtures/schema_3.sql"));
    let search = async |query: &str| {
        let found = gateway
            .get(&format!("/customers?q={query}"))
            .by(&admin())
            .send()
            .await
            .json();
        found["items"].as_array().unwrap().len()
    };
    assert_eq!(
        (
            search("%C3%89DITH").await,
            search("example").await,
            search("bo").await
        ),
        (1, 2, 1)
    );
    let body = serde_json::json!({ "name": "Beatrix" });
    let written = gateway
        .put("/customers/2")
        .by(&merchant(2))
        .json(&body)
        .send()
        .await;
    assert_eq!((written.status, written.etag()), (200, "\"2-2\""));
    assert_eq!((search("atri").await, search("bo@").await), (1, 1));
    gateway.delete("/customers/1").by(&merchant(1)).send().await;
    assert_eq!((search("dith").await, search("example").await), (0, 1));
}

fn with_profile() -> Value {
    whole(&json!({
        "id": 1, "ownerId": 1, "userId": 7, "ownerName": "Merchant 1",
        "name": "Édith O'Hara", "email": "edith@example.com",
        "address": "12 Rue de l'Église\n\"Le Bourg\" \\ 3e étage\n75001 Paris",
        "phone": "+33 1 23 45 67 89",
        "memberId": "M-\"7\" \\ é/العميل 👩\u{200d}💻",
        "hasPaymentRequests": true, "totalDeposits": 12.5, "createDate": "2026-11-20T20:01:38.214Z",
    }))
}

#[tokio::test]
async fn nothing_is_lost_when_the_profile_becomes_a_document() {
    let folder = TempDir::new().unwrap();
    let gateway = on_file_of(&folder, include_str!("fixtures/schema_5.sql"));
    let first = read(&gateway, "/customers/1").await;
    assert_eq!((first.etag(), first.json()), ("\"1-3\"", with_profile()));
    for (id, etag, address, member_id) in [
        (2, "\"2-1\"", Value::Null, Value::Null),
        (3, "\"3-2\"", json!("東京都千代田区1-1\n100-0001"), Value::Null),
        (4, "\"4-1\"", Value::Null, json!("0007")),
    ] {
        let answer = read(&gateway, &format!("/customers/{id}")).await;
        let customer = answer.json();
        assert_eq!(answer.etag(), etag);
        assert_eq!(
            [&customer["address"], &customer["phone"], &customer["memberId"]],
            [&address, &Value::Null, &member_id],
            "{id}"
        );
    }
    let list = read(&gateway, "/customers").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 4);
    assert_eq!(list["items"][0], with_profile());

    for (query, ids) in [
        ("o%27h", vec![1]),
        ("%C3%A9di", vec![1]),
        ("%E5%B1%B1%E7%94%B0%E5%A4%AA", vec![3]),
        ("cleo@", vec![4]),
        ("bo", vec![2]),
        ("EXAMPLE.com", vec![1, 2, 3, 4]),
        ("0007", vec![]),
    ] {
        let found = read(&gateway, &format!("/customers?q={query}&fields=id"))
            .await
            .json();
        let found = found["items"].as_array().unwrap();
        let found: Vec<i64> = found.iter().map(|one| one["id"].as_i64().unwrap()).collect();
        assert_eq!(found, ids, "{query}");
    }

    let methods = read(&gateway, "/users/payment-methods/1").await.json();
    assert_eq!(
        methods,
        json!([
            { "id": "pm_1_0", "brand": "visa", "last4": "4242", "expiryMonth": 6, "expiryYear": 2030, "isDefault": true },
            { "id": "pm_1_1", "brand": "amex", "last4": "0005", "expiryMonth": 11, "expiryYear": 2031, "isDefault": false },
        ])
    );
    let methods = read(&gateway, "/users/payment-methods/3").await.json();
    assert_eq!(methods[0]["id"], "pm_3_0");
    let history = read(&gateway, "/customers/1/audit").await.json();
    let entry = json!({ "revision": 2, "action": "update", "fields": ["address", "phone", "memberId"],
        "actor": { "role": "customer", "sub": "7" }, "at": "2026-11-21T20:01:38.214Z", "requestId": "r2" });
    assert_eq!(
        (history["items"].as_array().unwrap().len(), &history["items"][1]),
        (3, &entry)
    );
    let history = read(&gateway, "/customers/5/audit").await.json();
    assert_eq!(history["items"][0]["action"], "delete");
    let export = read(&gateway, "/customers/1/export").await.json();
    assert_eq!(export["customer"], with_profile());
    assert_eq!(export["keptAnswers"][0]["key"], "first");
}

#[tokio::test]
async fn answers_versions_and_ids_go_on_after_the_profile_became_a_document() {
    let folder = TempDir::new().unwrap();
    let gateway = on_file_of(&folder, include_str!("fixtures/schema_5.sql"));
    let create = async |user: i64, key: &str, body: &str| {
        let call = gateway.post("/customers").by(&customer(user));
        let call = call.header("idempotency-key", key);
        call.header("content-type", "application/json")
            .body(body.to_owned())
            .send()
            .await
    };
    let again = create(7, "first", r#"{"name":"Édith","email":"edith@example.com"}"#).await;
    let kept = concat!(
        r#"{"id":1,"ownerId":1,"userId":7,"ownerName":"Merchant 1","name":"Édith","email":"edith@example.com","#,
        r#""address":null,"phone":null,"memberId":null,"hasPaymentRequests":false,"totalDeposits":0.0,"#,
        r#""createDate":"2026-11-20T20:01:38.214Z"}"#
    );
    assert_eq!((again.status, again.etag()), (200, "\"1-1\""));
    assert_eq!(str::from_utf8(&again.body).unwrap(), kept, "byte for byte");
    let gone = create(9, "gone", r#"{"name":"X","email":"x@example.com"}"#).await;
    assert_eq!(gone.code(), "CUSTOMER_NOT_FOUND");

    let call = gateway.put("/customers/1").by(&customer(7));
    let call = call.header("if-match", "\"1-3\"");
    let written = call
        .json(&json!({ "phone": null, "address": "Elsewhere" }))
        .send()
        .await;
    let mut expected = with_profile();
    expected["phone"] = Value::Null;
    expected["address"] = json!("Elsewhere");
    assert_eq!(
        (written.status, written.etag(), written.json()),
        (200, "\"1-4\"", expected)
    );
    let id = gateway.create(&customer(10), "Dora", "dora@example.com").await;
    assert_eq!(id, 6, "the id of a deleted customer is not given again");

    let file = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    let ask = |sql: &str| -> String { file.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(ask("SELECT user_version || '' FROM pragma_user_version"), "6");
    assert_eq!(ask("SELECT * FROM pragma_integrity_check"), "ok");
    assert_eq!(ask("SELECT count(*) || '' FROM pragma_foreign_key_check"), "0");
    assert_eq!(ask("SELECT profile FROM customers WHERE id = 2"), "{}");
    for index in ["customers_by_name", "customers_by_email"] {
        file.execute(
            &format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"),
            [],
        )
        .expect("the search index has what the customers have");
    }
}
