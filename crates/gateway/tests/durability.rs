//! What was acknowledged is there after the process is killed, with its history; and nothing is there by
//! half.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::support::{Client, Program, merchant};

/// These writers are faster than any client.
const UNLIMITED: &[&str] = &["--rate-limit", "0", "--address-rate-limit", "0"];

const WRITERS: usize = 10;
const WRITES: usize = 200;

/// The latest revision that was acknowledged, by customer.
type Acknowledged = HashMap<i64, i64>;

fn revision(etag: &str) -> i64 {
    let (_, revision) = etag.trim_matches('"').split_once('-').unwrap();
    revision.parse().unwrap()
}

/// Creates with a key, then changes what it created, until the gateway is gone.
async fn write(client: Client, name: String, count: Arc<AtomicUsize>, half: Arc<Notify>) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    let mut customer = None;
    for n in 0.. {
        let call = match customer {
            Some(id) if n % 4 != 0 => client
                .put(&format!("/customers/{id}"))
                .json(&json!({ "memberId": format!("{n}") })),
            _ => {
                let key = format!("{name}-{n}");
                let body = json!({ "name": "Ana", "email": format!("{key}@example.com") });
                client
                    .post("/customers")
                    .header("idempotency-key", &key)
                    .json(&body)
            }
        };
        let Some(answer) = call.by(&merchant(1)).try_send().await else {
            break;
        };
        assert_eq!(answer.status, 200);
        let id = answer.json()["id"].as_i64().unwrap();
        acknowledged.insert(id, revision(answer.etag()));
        customer = Some(id);
        if count.fetch_add(1, Ordering::SeqCst) + 1 == WRITES / 2 {
            half.notify_one();
        }
    }
    acknowledged
}

/// Everything in the file, by customer: its revision and how many history rows it has.
fn stored(database: &Path) -> HashMap<i64, (i64, i64, i64)> {
    let connection = Connection::open(database).unwrap();
    let intact: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(intact, "ok");
    let strays: i64 = connection
        .query_row(
            "SELECT count(*) FROM audit WHERE customer_id NOT IN (SELECT id FROM customers)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(strays, 0, "no history without its change");
    connection
        .prepare(
            "SELECT c.id, c.revision, count(a.revision), coalesce(max(a.revision), 0)
             FROM customers c LEFT JOIN audit a ON a.customer_id = c.id GROUP BY c.id",
        )
        .unwrap()
        .query_map([], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_during_two_hundred_writes_loses_none_that_was_acknowledged() {
    let folder = TempDir::new().unwrap();
    for round in 0..3 {
        let mut gateway = Program::start(folder.path(), UNLIMITED);
        let (count, half) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let mut writers = JoinSet::new();
        for writer in 0..WRITERS {
            let name = format!("r{round}w{writer}");
            writers.spawn(write((*gateway).clone(), name, count.clone(), half.clone()));
        }
        half.notified().await;
        gateway.kill();
        let acknowledged: Acknowledged = writers.join_all().await.into_iter().flatten().collect();

        let stored = stored(&folder.path().join("cyrexa.db"));
        for (id, revision) in acknowledged {
            assert!(
                stored[&id].0 >= revision,
                "customer {id} lost revision {revision}"
            );
        }
        for (id, (revision, rows, newest)) in stored {
            assert_eq!(
                (rows, newest),
                (revision, revision),
                "customer {id}: a history row for each revision"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn creates_that_are_tried_again_after_a_kill_happen_once() {
    let folder = TempDir::new().unwrap();
    let post = |client: &Client, n: usize| {
        let body = json!({ "name": "Ana", "email": format!("a{n}@example.com") });
        let call = client
            .post("/customers")
            .header("idempotency-key", &format!("k{n}"));
        call.by(&merchant(1)).json(&body).try_send()
    };
    let mut gateway = Program::start(folder.path(), UNLIMITED);
    let mut posts = JoinSet::new();
    for n in 0..WRITES {
        posts.spawn(post(&gateway, n));
    }
    let mut first = Vec::new();
    while let Some(done) = posts.join_next().await {
        if let Some(answer) = done.unwrap() {
            first.push(answer.body);
        }
        if first.len() == WRITES / 2 {
            gateway.kill();
        }
    }

    let gateway = Program::start(folder.path(), UNLIMITED);
    let mut second = Vec::new();
    for n in 0..WRITES {
        let answer = post(&gateway, n).await.expect("an answer");
        assert_eq!(answer.status, 200, "{n}");
        second.push(answer.body);
    }
    assert!(
        first.iter().all(|body| second.contains(body)),
        "what was answered is answered again"
    );
    assert_eq!(stored(&folder.path().join("cyrexa.db")).len(), WRITES);
}
