//! Many at once: no change is lost, no customer is made twice.

use std::collections::HashSet;

use serde_json::json;
use tokio::task::JoinSet;

use crate::support::{Gateway, customer, merchant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_increments_by_twenty_writers_are_all_there() {
    let gateway = Gateway::start().await;
    let body = json!({ "name": "Ana", "email": "ana@example.com", "memberId": "0" });
    gateway
        .post("/customers")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    let mut writers = JoinSet::new();
    for _ in 0..20 {
        let client = (*gateway).clone();
        writers.spawn(async move {
            let mut conflicts = 0;
            for _ in 0..10 {
                loop {
                    let now = client.get("/customers/1").by(&customer(7)).send().await;
                    let count: u32 = now.json()["memberId"].as_str().unwrap().parse().unwrap();
                    let next = json!({ "memberId": (count + 1).to_string() });
                    let call = client
                        .put("/customers/1")
                        .by(&customer(7))
                        .header("if-match", now.etag());
                    match call.json(&next).send().await.status {
                        200 => break,
                        412 => conflicts += 1,
                        other => panic!("{other}"),
                    }
                }
            }
            conflicts
        });
    }
    let conflicts: u32 = writers.join_all().await.into_iter().sum();
    let last = gateway.get("/customers/1").by(&customer(7)).send().await;
    assert_eq!(
        last.json()["memberId"],
        "200",
        "with {conflicts} conflicts on the way"
    );
    assert_eq!(last.etag(), "\"1-201\"");
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    let rows: i64 = database
        .query_row("SELECT count(*) FROM audit", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_posts_with_one_key_make_one_customer() {
    let gateway = Gateway::start().await;
    let mut posts = JoinSet::new();
    for n in 0..200 {
        let key = if n % 2 == 0 { "one-key" } else { "\"one-key\"" };
        let client = (*gateway).clone();
        posts.spawn(async move {
            loop {
                let call = client
                    .post("/customers")
                    .by(&merchant(1))
                    .header("idempotency-key", key);
                let answer = call
                    .json(&json!({ "name": "Ana", "email": "ana@example.com" }))
                    .send()
                    .await;
                // Still running, says a busy machine: again, with the same key.
                if answer.verdict() != (409, "IDEMPOTENCY_CONFLICT".to_owned()) {
                    return answer;
                }
            }
        });
    }
    let answers: HashSet<_> = posts
        .join_all()
        .await
        .into_iter()
        .map(|answer| {
            (
                answer.status,
                answer.body,
                answer.headers["location"].clone(),
                answer.headers["etag"].clone(),
            )
        })
        .collect();
    assert_eq!(answers.len(), 1, "all answers are the same");
    assert_eq!(answers.iter().next().unwrap().0, 200);
    let all = gateway.get("/customers").by(&merchant(1)).send().await.json();
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_posts_of_one_person_without_a_key_make_one_customer() {
    let gateway = Gateway::start().await;
    let mut posts = JoinSet::new();
    for _ in 0..200 {
        let call = gateway.post("/customers").by(&customer(7));
        posts.spawn(
            call.json(&json!({ "name": "Ana", "email": "ana@example.com" }))
                .send(),
        );
    }
    let statuses: Vec<u16> = posts
        .join_all()
        .await
        .into_iter()
        .map(|answer| answer.status)
        .collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 199);
}
