//! Another process that has the file: writes wait together, for one deadline, and readers stop no request.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::json;
use tokio::task::JoinSet;

use crate::figures;
use crate::load::timed;
use crate::process::{Launch, NO_RATE_LIMITS, folder};
use crate::support::merchant;

const WRITERS: usize = 8;
/// Seconds, `--write-deadline`.
const DEADLINE: f64 = 5.0;

pub(crate) async fn by_a_writer() {
    let folder = folder();
    let gateway = Launch::new(folder.path()).options(&NO_RATE_LIMITS).start();
    let id = gateway.create(&merchant(1), "Ana", "ana@example.com").await;
    let other = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();

    let mut writers = JoinSet::new();
    for n in 0..WRITERS {
        let (client, key) = ((*gateway).clone(), format!("k{n}"));
        writers.spawn(async move {
            let call = client.post("/customers").header("idempotency-key", &key);
            let body = json!({ "name": "Ana", "email": format!("{key}@example.com") });
            timed(call.by(&merchant(1)).json(&body).send()).await
        });
    }
    let read = gateway
        .get(&format!("/customers/{id}"))
        .by(&merchant(1))
        .send()
        .await;
    figures::equal("a read meanwhile", read.status, 200);
    let answers = writers.join_all().await;
    let refused = answers
        .iter()
        .filter(|(answer, _)| answer.status == 503 && answer.header("retry-after").is_some());
    figures::equal(
        "of 8 writes answered 503 with Retry-After",
        refused.count(),
        WRITERS,
    );
    let last = answers
        .iter()
        .map(|(_, time)| time.as_secs_f64())
        .fold(0.0, f64::max);
    // One after the other they took 8 deadlines; a second one is for a machine that others keep busy.
    figures::at_most("the last answer (deadline: 5 s)", last, 2.0 * DEADLINE, "s");

    other.execute_batch("ROLLBACK").unwrap();
    let mut stored = 0;
    for n in 0..WRITERS {
        let call = gateway
            .post("/customers")
            .header("idempotency-key", &format!("k{n}"));
        let body = json!({ "name": "Ana", "email": format!("k{n}@example.com") });
        stored += usize::from(call.by(&merchant(1)).json(&body).send().await.status == 200);
    }
    figures::equal("of them stored when tried again, unlocked", stored, WRITERS);
    let customers: i64 = other
        .query_row("SELECT count(*) FROM customers", [], |row| row.get(0))
        .unwrap();
    figures::equal("customers in the file", customers, 9);
}

pub(crate) async fn by_a_reader() {
    const SECRET: &str = "Zsófia Ürményházi-Wölfl";
    let folder = folder();
    let gateway = Launch::new(folder.path()).options(&NO_RATE_LIMITS).start();
    let id = gateway.create(&merchant(1), SECRET, "gone@example.com").await;
    let other = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    other
        .execute_batch("BEGIN; SELECT count(*) FROM customers;")
        .unwrap();
    other
        .query_row("SELECT count(*) FROM customers", [], |row| row.get::<_, i64>(0))
        .unwrap();

    let client = (*gateway).clone();
    let delete = tokio::spawn(async move {
        timed(client.delete(&format!("/customers/{id}")).by(&merchant(1)).send()).await
    });
    let mut slowest: f64 = 0.0;
    let mut n = 0;
    while n < 20 || !delete.is_finished() {
        n += 1;
        let email = format!("w{n}@example.com");
        let (_, time) = timed(gateway.create(&merchant(1), "Ana", &email)).await;
        slowest = slowest.max(time.as_secs_f64());
    }
    let (deleted, time) = delete.await.unwrap();
    figures::equal("a delete meanwhile", deleted.status, 200);
    // SQLite's own wait for a reader was 5 s, for the delete and for all writes behind it.
    figures::at_most("it is answered after", time.as_secs_f64(), 2.5, "s");
    figures::at_most("the slowest of the other writes", slowest, 2.5, "s");

    other.execute_batch("COMMIT").unwrap();
    let began = Instant::now();
    while holds(folder.path(), SECRET) && began.elapsed() < Duration::from_secs(90) {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    figures::at_most(
        "the value is gone from all files, after the reader",
        began.elapsed().as_secs_f64(),
        80.0,
        "s",
    );
}

fn holds(folder: &std::path::Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap();
    files.flatten().any(|file| {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}
