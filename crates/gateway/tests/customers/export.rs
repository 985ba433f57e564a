use http_body_util::BodyExt;
use serde_json::json;

use super::events::with_history;

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

#[tokio::test]
async fn a_long_history_is_exported_whole_or_its_latest_part_and_that_is_said() {
    for (limit, omitted) in [(1000, 0), (250, 0), (249, 1), (100, 150), (1, 249)] {
        let gateway = Gateway::start_with(|config| config.limits.export_entries = limit).await;
        gateway.create(&customer(7), "Ana", "ana@example.com").await;
        with_history(&gateway, 250);
        let answer = gateway.get("/customers/1/export").by(&customer(7)).send().await;
        let body = answer.json();
        let revisions: Vec<i64> = body["history"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["revision"].as_i64().unwrap())
            .collect();
        assert_eq!(revisions, (omitted + 1..=250).collect::<Vec<_>>(), "{limit}");
        assert_eq!(body["historyOmitted"], omitted, "{limit}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_that_is_not_read_holds_up_no_request() {
    let gateway = Gateway::start_with(|config| config.limits.exports = 1).await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    gateway.create(&customer(8), "Bo", "bo@example.com").await;
    with_history(&gateway, 100_000);
    let mut unread = Vec::new();
    for _ in 0..3 {
        unread.push(gateway.get("/customers/1/export").by(&customer(7)).stream().await);
    }
    let other = gateway.get("/customers/2/export").by(&customer(8)).send().await;
    assert_eq!(other.status, 200, "an unread export has no lane");
    gateway.delete("/customers/2").by(&customer(8)).send().await;
    let log = gateway.database().with_extension("db-wal");
    assert_eq!(
        std::fs::metadata(log).unwrap().len(),
        0,
        "an unread export has no transaction"
    );
    // What changes meanwhile is not in it.
    let body = json!({ "name": "Anna" });
    gateway
        .put("/customers/1")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    let read = unread
        .pop()
        .unwrap()
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes();
    let read: serde_json::Value = serde_json::from_slice(&read).unwrap();
    assert_eq!(read["history"].as_array().unwrap().len(), 100_000);
    assert_eq!(read["customer"]["name"], "Ana");
}

#[tokio::test]
async fn an_export_has_the_kept_answers_that_show_the_customer() {
    let gateway = Gateway::start().await;
    let body = json!({ "name": "Ana", "email": "ana@example.com" });
    let call = gateway
        .post("/customers")
        .by(&customer(7))
        .header("idempotency-key", "k");
    let created = call.json(&body).send().await.json();
    let export = gateway
        .get("/customers/1/export")
        .by(&customer(7))
        .send()
        .await
        .json();
    let kept = export["keptAnswers"].as_array().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0]["key"], &kept[0]["answer"]), (&json!("k"), &created));
    assert!(kept[0]["expiresAt"].as_str().unwrap().ends_with('Z'));
}
