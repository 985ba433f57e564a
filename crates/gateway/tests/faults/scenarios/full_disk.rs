//! A disk that is full: what cannot be stored is not acknowledged, what was acknowledged stays, reads go
//! on, and writes work again once there is room.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::json;
use tokio::task::JoinSet;

use crate::figures;
use crate::process::{Launch, NO_RATE_LIMITS, Process, folder};
use crate::support::{Answer, merchant};

const WRITERS: usize = 8;
/// Refusals after which a writer takes the disk for full.
const REFUSALS: usize = 5;
/// The room that is left is full long before.
const MOST_WRITES: usize = 20_000;

/// A disk of 4 MB in a mount namespace of the gateway's own: root may have one, and where the system lets
/// them, users. Elsewhere the next scenario covers it.
pub(crate) async fn real() {
    let folder = folder();
    let is_root = rustix::process::geteuid().is_root();
    let mut shell = Command::new("unshare");
    shell.args(if is_root {
        &["--mount", "sh"][..]
    } else {
        &["--mount", "--map-root-user", "sh"][..]
    });
    let mount = format!(
        "mount -t tmpfs -o size=4m,mode=700 none '{}' || exit 1",
        folder.path().display()
    );
    let Some(gateway) = Launch::new(folder.path())
        .options(&NO_RATE_LIMITS)
        .after(&mount)
        .start_by(shell)
    else {
        figures::note("disk of its own", "not allowed here: see the next");
        return;
    };
    figures::note(
        "disk of its own: tmpfs of 4 MB in a mount namespace, as",
        if is_root { "root" } else { "ordinary user" },
    );
    // The namespace as it is seen from outside.
    let inside = PathBuf::from(format!("/proc/{}/root{}", gateway.id(), folder.path().display()));
    let filler = inside.join("filler");
    let make_room = || std::fs::remove_file(&filler).unwrap();
    let leave_some = || std::fs::write(&filler, vec![b'x'; 3 << 20]).unwrap();
    fill_and_free(&gateway, &inside.join("cyrexa.db"), leave_some, make_room).await;
}

/// A longest file (`RLIMIT_FSIZE`), as any user may set it.
pub(crate) async fn limited() {
    let folder = folder();
    let database = folder.path().join("cyrexa.db");
    // A file that is too long is an error then, where the signal would end the process.
    let gateway = Launch::new(folder.path())
        .options(&NO_RATE_LIMITS)
        .after("trap '' XFSZ")
        .start();
    let forbid = || gateway.limit_file_size(Some(1 << 20));
    let allow = || gateway.limit_file_size(None);
    fill_and_free(&gateway, &database, forbid, allow).await;
}

async fn fill_and_free(gateway: &Process, database: &Path, limit: impl Fn(), free: impl Fn()) {
    let first = gateway.create(&merchant(1), "Ana", "ana@example.com").await;
    limit();
    let Full {
        mut acknowledged,
        refused,
        other,
    } = write_until_refused(gateway).await;
    figures::at_least("writes refused", refused as f64, (WRITERS * REFUSALS) as f64, "");
    figures::equal("refusals that are no 5xx of the gateway's own", other, 0);
    let read = gateway
        .get(&format!("/customers/{first}"))
        .by(&merchant(1))
        .send()
        .await;
    figures::equal("a read while it is full", read.status, 200);

    free();
    let began = Instant::now();
    let mut tries = 0;
    let after = loop {
        tries += 1;
        let answer = write(gateway, &format!("after-{tries}")).await;
        if answer.status == 200 {
            break answer;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{answer:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    acknowledged.insert(after.json()["id"].as_i64().unwrap(), "after".to_owned());
    figures::at_most(
        "tries until a write works once there is room",
        f64::from(tries),
        10.0,
        "",
    );
    let health = gateway.get(&gateway.root("/health")).send().await;
    figures::equal("health once there is room", health.status, 200);

    // SQLite would leave the namespace by the link at its root: it gets a copy.
    let copy = folder();
    for end in ["", "-wal"] {
        let name = format!("cyrexa.db{end}");
        std::fs::copy(database.with_file_name(&name), copy.path().join(&name)).unwrap();
    }
    let connection = Connection::open(copy.path().join("cyrexa.db")).unwrap();
    let intact: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(intact, "ok");
    let stored: HashMap<i64, i64> = connection
        .prepare("SELECT c.id, count(*) FROM customers c JOIN audit a ON a.customer_id = c.id GROUP BY c.id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let lost = acknowledged
        .keys()
        .filter(|id| stored.get(id) != Some(&1))
        .count();
    figures::note("writes acknowledged", acknowledged.len());
    figures::equal("acknowledged writes or history rows lost", lost, 0);
    // The first customer is no write of the load.
    figures::equal(
        "refused writes that are stored",
        stored.len() - 1 - acknowledged.len() + lost,
        0,
    );
}

struct Full {
    /// Customers by their id, with the key of their create.
    acknowledged: HashMap<i64, String>,
    refused: usize,
    /// Neither 200 nor a 5xx with the gateway's envelope.
    other: usize,
}

/// Creates until each writer was refused some times.
async fn write_until_refused(gateway: &Process) -> Full {
    let count = Arc::new(AtomicUsize::new(0));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (client, count) = ((**gateway).clone(), count.clone());
        writers.spawn(async move {
            let mut full = Full {
                acknowledged: HashMap::new(),
                refused: 0,
                other: 0,
            };
            for n in 0.. {
                if full.refused == REFUSALS || count.fetch_add(1, Ordering::Relaxed) >= MOST_WRITES {
                    break;
                }
                let key = format!("{writer}-{n}");
                let answer = write(&client, &key).await;
                match answer.status {
                    200 => {
                        full.acknowledged
                            .insert(answer.json()["id"].as_i64().unwrap(), key);
                    }
                    500..=599 if !answer.code().is_empty() => full.refused += 1,
                    _ => full.other += 1,
                }
            }
            full
        });
    }
    let all = writers.join_all().await;
    Full {
        refused: all.iter().map(|full| full.refused).sum(),
        other: all.iter().map(|full| full.other).sum(),
        acknowledged: all.into_iter().flat_map(|full| full.acknowledged).collect(),
    }
}

async fn write(client: &crate::support::Client, key: &str) -> Answer {
    let body = json!({ "name": "Ana", "email": format!("{key}@example.com"), "address": "x".repeat(150) });
    let call = client.post("/customers").header("idempotency-key", key);
    call.by(&merchant(1)).json(&body).send().await
}
