//! `kill -9` while it writes: what was acknowledged is there after the next start, each change with its
//! history row, and a create that is tried again with its key happened once.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use axum::body::Bytes;
use rusqlite::Connection;
use serde_json::json;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::figures;
use crate::process::{Launch, NO_RATE_LIMITS, folder};
use crate::support::{Client, merchant};

/// Acknowledged writes before the kill, by round: early, in the middle of a batch, and after a checkpoint
/// (SQLite's comes every 1,000 pages).
const ROUNDS: [usize; 6] = [10, 75, 150, 300, 450, 600];
const WRITERS: usize = 12;

#[derive(Default)]
struct Acknowledged {
    /// The latest revision, by customer.
    revisions: HashMap<i64, i64>,
    deleted: Vec<i64>,
    /// The answers to creates, by key.
    creates: HashMap<String, Bytes>,
    /// Writes whose answer did not arrive, at most one per writer.
    unknown: usize,
    count: usize,
}

pub(crate) async fn under_load() {
    let folder = folder();
    let database = folder.path().join("cyrexa.db");
    let (mut count, mut unknown, mut lost, mut repeated, mut restarts) = (0, 0, 0, 0, Vec::new());
    let mut gateway = Launch::new(folder.path()).options(&NO_RATE_LIMITS).start();
    for (round, writes) in ROUNDS.into_iter().enumerate() {
        let (done, enough) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let mut writers = JoinSet::new();
        for writer in 0..WRITERS {
            let (client, name) = ((*gateway).clone(), format!("r{round}w{writer}"));
            let (done, enough) = (done.clone(), enough.clone());
            writers.spawn(async move {
                write(client, &name, move || {
                    if done.fetch_add(1, Ordering::SeqCst) + 1 == writes {
                        enough.notify_one();
                    }
                })
                .await
            });
        }
        enough.notified().await;
        gateway.kill();
        let acknowledged = writers.join_all().await;
        lost += missing(&database, &acknowledged);

        let started = Instant::now();
        gateway = Launch::new(folder.path()).options(&NO_RATE_LIMITS).start();
        restarts.push(started.elapsed().as_secs_f64() * 1000.0);
        for done in &acknowledged {
            count += done.count;
            unknown += done.unknown;
            repeated += changed_answers(&gateway, done).await;
        }
    }
    figures::at_least(
        "acknowledged writes",
        count as f64,
        ROUNDS.iter().sum::<usize>() as f64,
        "",
    );
    figures::note("rounds of kill -9", ROUNDS.len());
    figures::note("writes under way when killed", unknown);
    figures::equal("acknowledged writes or history rows lost", lost, 0);
    figures::equal("creates not answered the same when tried again", repeated, 0);
    figures::note(
        "longest start after a kill, ms",
        format!("{:.0}", restarts.into_iter().fold(0.0, f64::max)),
    );
}

fn revision(etag: &str) -> i64 {
    let (_, revision) = etag.trim_matches('"').split_once('-').unwrap();
    revision.parse().unwrap()
}

/// Creates with a key, changes and deletes, until the gateway is gone.
async fn write(client: Client, name: &str, acknowledge: impl Fn()) -> Acknowledged {
    let mut done = Acknowledged::default();
    let mut customer = None;
    for n in 0.. {
        let key = format!("{name}-{n}");
        let call = match (customer, n % 8) {
            (Some(id), 7) => client.delete(&format!("/customers/{id}")),
            (Some(id), 1..=3 | 5 | 6) => client
                .put(&format!("/customers/{id}"))
                .json(&json!({ "memberId": format!("{n}"), "address": "x".repeat(100) })),
            _ => client
                .post("/customers")
                .header("idempotency-key", &key)
                .json(&body(&key)),
        };
        let Some(answer) = call.by(&merchant(1)).try_send().await else {
            done.unknown += 1;
            break;
        };
        assert_eq!(answer.status, 200, "{answer:?}");
        match (customer, n % 8) {
            (Some(id), 7) => {
                done.deleted.push(id);
                done.revisions.remove(&id);
                done.creates
                    .retain(|_, body| !String::from_utf8_lossy(body).contains(&format!("\"id\":{id},")));
                customer = None;
            }
            (_, remainder) => {
                let id = answer.json()["id"].as_i64().unwrap();
                done.revisions.insert(id, revision(answer.etag()));
                if matches!(remainder, 0 | 4) || customer.is_none() {
                    done.creates.insert(key, answer.body);
                }
                customer = Some(id);
            }
        }
        done.count += 1;
        acknowledge();
    }
    done
}

fn body(key: &str) -> serde_json::Value {
    json!({ "name": "Ana", "email": format!("{key}@example.com") })
}

/// How many of these creates get another answer than the first time.
async fn changed_answers(client: &Client, done: &Acknowledged) -> usize {
    let mut changed = 0;
    for (key, first) in &done.creates {
        let call = client.post("/customers").header("idempotency-key", key);
        let again = call.by(&merchant(1)).json(&body(key)).send().await;
        changed += usize::from(again.status != 200 || again.body != *first);
    }
    changed
}

/// What the file lacks of what was acknowledged, and history rows that do not fit.
fn missing(database: &Path, acknowledged: &[Acknowledged]) -> usize {
    let connection = Connection::open(database).unwrap();
    let intact: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(intact, "ok");
    // Revision, history rows, newest history row; of the deleted the revision is missing.
    let stored: HashMap<i64, (Option<i64>, i64, i64, i64)> = connection
        .prepare(
            "SELECT a.customer_id, c.revision, count(*), max(a.revision), sum(a.action = 'delete')
             FROM audit a LEFT JOIN customers c ON a.customer_id = c.id GROUP BY a.customer_id",
        )
        .unwrap()
        .query_map([], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let without_history: i64 = connection
        .query_row(
            "SELECT count(*) FROM customers WHERE id NOT IN (SELECT customer_id FROM audit)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    // A delete that was under way may have happened.
    let may_be_gone = |id: i64| {
        acknowledged
            .iter()
            .any(|done| done.unknown > 0 && done.revisions.contains_key(&id))
    };
    let lost = acknowledged
        .iter()
        .flat_map(|done| &done.revisions)
        .filter(|(id, revision)| match stored.get(id) {
            Some((Some(stored), ..)) => stored < revision,
            Some((None, _, newest, 1)) => newest <= revision || !may_be_gone(**id),
            _ => true,
        });
    let alive = acknowledged
        .iter()
        .flat_map(|done| &done.deleted)
        .filter(|id| stored.get(id).is_none_or(|(revision, ..)| revision.is_some()));
    let crooked = stored.values().filter(|(revision, rows, newest, deletions)| {
        // History counts without a gap, and ends where the customer is or with its deletion.
        rows != newest
            || revision.is_some_and(|revision| revision != *newest)
            || i64::from(revision.is_none()) != *deletions
    });
    lost.count() + alive.count() + crooked.count() + usize::try_from(without_history).unwrap()
}
