use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::support::{Gateway, admin, customer, merchant};

const DAY: i64 = 24 * 60 * 60;

fn ana() -> Value {
    json!({ "name": "Ana", "email": "ana@example.com" })
}

#[tokio::test]
async fn the_first_answer_is_replayed_byte_for_byte_whichever_way_the_key_is_spelled() {
    let gateway = Gateway::start().await;
    let mut first = None;
    for key in ["abc", "abc", "\"abc\""] {
        let call = gateway
            .post("/customers")
            .by(&merchant(1))
            .header("idempotency-key", key);
        let answer = call.json(&ana()).send().await;
        assert_eq!(answer.status, 200, "{key}");
        let shown = (
            answer.body.clone(),
            answer.headers["location"].clone(),
            answer.headers["etag"].clone(),
        );
        assert_eq!(first.get_or_insert(shown.clone()), &shown, "{key}");
    }
}

#[tokio::test]
async fn a_key_belongs_to_its_caller_and_to_one_body() {
    let gateway = Gateway::start().await;
    let bo = json!({ "name": "Bo", "email": "bo@example.com" });
    for (why, caller, body, expected) in [
        ("first", merchant(1), ana(), (200, "")),
        (
            "another body",
            merchant(1),
            bo.clone(),
            (422, "IDEMPOTENCY_MISMATCH"),
        ),
        (
            "another body that is invalid",
            merchant(1),
            json!({}),
            (422, "IDEMPOTENCY_MISMATCH"),
        ),
        ("another caller", merchant(2), bo, (200, "")),
        ("the first again", merchant(1), ana(), (200, "")),
    ] {
        let call = gateway
            .post("/customers")
            .by(&caller)
            .header("idempotency-key", "k");
        let answer = call.json(&body).send().await;
        assert_eq!(answer.verdict(), (expected.0, expected.1.to_owned()), "{why}");
    }
}

#[tokio::test]
async fn a_refusal_that_settled_is_replayed_too() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for (key, body, code) in [
        ("invalid", "{}".to_owned(), "VALIDATION_FAILED"),
        ("malformed", "{".to_owned(), "MALFORMED_BODY"),
        ("duplicate", ana().to_string(), "DUPLICATE_CUSTOMER"),
    ] {
        let send = || async {
            let call = gateway
                .post("/customers")
                .by(&merchant(1))
                .header("idempotency-key", key);
            call.header("content-type", "application/json")
                .body(body.clone())
                .send()
                .await
        };
        let first = send().await;
        assert_eq!(first.code(), code);
        assert_eq!(send().await.body, first.body, "{code}");
    }
}

#[tokio::test]
async fn what_did_not_settle_is_not_kept() {
    let gateway = Gateway::start().await;
    let send = |key: &'static str, kind: &'static str, authorised: bool| {
        let call = gateway.post("/customers").header("idempotency-key", key);
        let call = if authorised { call.by(&merchant(1)) } else { call };
        call.header("content-type", kind).body(ana().to_string()).send()
    };
    assert_eq!(send("k", "application/json", false).await.status, 401);
    assert_eq!(send("k", "text/plain", true).await.status, 415);
    assert_eq!(send("k", "application/json", true).await.status, 200);
}

#[tokio::test]
async fn a_key_that_is_no_key_is_refused() {
    let gateway = Gateway::start().await;
    for key in ["", "\"", "\"a", "a b", &"k".repeat(256)] {
        let call = gateway
            .post("/customers")
            .by(&merchant(1))
            .header("idempotency-key", key);
        let answer = call.json(&ana()).send().await;
        assert_eq!(answer.verdict(), (400, "BAD_REQUEST".to_owned()), "{key}");
    }
    let longest = "k".repeat(255);
    let call = gateway
        .post("/customers")
        .by(&merchant(1))
        .header("idempotency-key", &longest);
    assert_eq!(call.json(&ana()).send().await.status, 200);
}

#[tokio::test]
async fn a_late_duplicate_does_not_bring_a_deleted_person_back() {
    let gateway = Gateway::start().await;
    let create = || {
        let call = gateway
            .post("/customers")
            .by(&merchant(1))
            .header("idempotency-key", "k");
        call.json(&ana()).send()
    };
    assert_eq!(create().await.status, 200);
    gateway.delete("/customers/1").by(&merchant(1)).send().await;
    assert_eq!(create().await.verdict(), (404, "CUSTOMER_NOT_FOUND".to_owned()));
    let all = gateway.get("/customers").by(&admin()).send().await.json();
    assert_eq!(all["items"], json!([]));
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let gateway = Gateway::start().await;
    let create = || {
        let call = gateway
            .post("/customers")
            .by(&merchant(1))
            .header("idempotency-key", "k");
        call.json(&ana()).send()
    };
    let before = OffsetDateTime::now_utc().unix_timestamp();
    assert_eq!(create().await.status, 200);
    let after = OffsetDateTime::now_utc().unix_timestamp();
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    let expires: i64 = database
        .query_row("SELECT expires_at FROM idempotency", [], |row| row.get(0))
        .unwrap();
    assert!((before + DAY..=after + DAY).contains(&expires), "{expires}");
    database
        .execute("UPDATE idempotency SET expires_at = unixepoch()", [])
        .unwrap();
    assert_eq!(create().await.code(), "DUPLICATE_CUSTOMER", "a fresh request");
}

fn count(gateway: &Gateway) -> i64 {
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    database
        .query_row("SELECT count(*) FROM idempotency", [], |row| row.get(0))
        .unwrap()
}

#[tokio::test]
async fn keys_of_refused_creates_end_early_and_the_oldest_give_way() {
    let gateway = Gateway::start_with(|config| config.limits.rate = None).await;
    let before = OffsetDateTime::now_utc().unix_timestamp();
    for n in 0..110 {
        let call = gateway
            .post("/customers")
            .by(&merchant(1))
            .header("idempotency-key", &format!("k{n}"));
        assert_eq!(call.json(&json!({})).send().await.status, 400);
    }
    assert_eq!(count(&gateway), 100);
    let other = gateway
        .post("/customers")
        .by(&merchant(2))
        .header("idempotency-key", "k");
    assert_eq!(other.json(&json!({})).send().await.status, 400);
    let made = gateway
        .post("/customers")
        .by(&merchant(1))
        .header("idempotency-key", "made");
    assert_eq!(made.json(&ana()).send().await.status, 200);
    assert_eq!(
        count(&gateway),
        102,
        "each caller has its own, and what was made is kept"
    );
    let after = OffsetDateTime::now_utc().unix_timestamp();
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    let (first, last): (i64, i64) = database
        .query_row(
            "SELECT min(expires_at), max(expires_at) FROM idempotency WHERE customer_id IS NULL",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert!(before + 600 <= first && last <= after + 600, "{first} to {last}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kept_answers_are_dropped_when_their_time_is_over_without_another_create() {
    let gateway = Gateway::start_with(|config| {
        config.limits.key_lifetime = std::time::Duration::from_secs(1);
        config.limits.rate = None;
    })
    .await;
    let call = gateway
        .post("/customers")
        .by(&merchant(1))
        .header("idempotency-key", "k");
    assert_eq!(call.json(&ana()).send().await.status, 200);
    let is_dropped = async {
        while count(&gateway) > 0 {
            gateway.get("/customers/1").by(&merchant(1)).send().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), is_dropped)
        .await
        .expect("a sweep");
}
