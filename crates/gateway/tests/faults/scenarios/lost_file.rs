//! The file is removed, replaced or broken while the gateway has it open: no write is acknowledged that is
//! not in the file of that name, and `/health` says so.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;

use crate::figures;
use crate::process::{Launch, NO_RATE_LIMITS, Process, folder};
use crate::support::merchant;

/// Health may look every few seconds.
const NOTICED: Duration = Duration::from_secs(10);
const CUSTOMERS: usize = 50;
const WRITES: usize = 20;

type Harm = fn(&Path);

/// Each with its own gateway; the file is gone or another one.
pub(crate) async fn lost() {
    let harms: &[(&str, Harm)] = &[
        ("removed", |file| fs::remove_file(file).unwrap()),
        ("removed with its log", |file| {
            for end in ["", "-wal", "-shm"] {
                fs::remove_file(with(file, end)).ok();
            }
        }),
        ("its log removed", |file| {
            fs::remove_file(with(file, "-wal")).unwrap()
        }),
        ("moved away", |file| fs::rename(file, with(file, ".old")).unwrap()),
        ("its folder moved away", |file| {
            let folder = file.parent().unwrap();
            fs::rename(folder, folder.with_extension("old")).unwrap();
        }),
        ("replaced by a copy of itself", |file| {
            fs::copy(file, with(file, ".new")).unwrap();
            fs::rename(with(file, ".new"), file).unwrap();
        }),
        ("replaced by another database", |file| {
            let new = with(file, ".new");
            Connection::open(&new)
                .unwrap()
                .execute_batch("CREATE TABLE customers (id INTEGER)")
                .unwrap();
            fs::rename(new, file).unwrap();
        }),
        ("replaced by an empty file", |file| {
            fs::remove_file(file).unwrap();
            fs::write(file, "").unwrap();
        }),
    ];
    for (what, harm) in harms {
        let harmed = Harmed::by(*harm).await;
        let acknowledged = harmed.acknowledged_writes().await;
        figures::equal(&format!("{what}: of 20 writes acknowledged"), acknowledged, 0);
        figures::equal(
            &format!("{what}: unhealthy"),
            harmed.turns_unhealthy().await,
            true,
        );
    }
}

/// The same file, but what is in it is no longer right.
pub(crate) async fn corrupt() {
    let harms: &[(&str, Harm)] = &[
        ("emptied", |file| {
            fs::File::options().write(true).truncate(true).open(file).unwrap();
        }),
        ("cut in half", |file| {
            let file = fs::File::options().write(true).open(file).unwrap();
            file.set_len(file.metadata().unwrap().len() / 2).unwrap();
        }),
        ("header overwritten", |file| scribble(file, 0, 100)),
        ("all pages but the first overwritten", |file| {
            scribble(file, 4096, fs::metadata(file).unwrap().len());
        }),
        ("all overwritten", |file| {
            scribble(file, 0, fs::metadata(file).unwrap().len());
        }),
        ("table dropped by another program", |file| {
            let other = Connection::open(file).unwrap();
            other
                .execute_batch("PRAGMA foreign_keys = OFF; DROP TABLE customers")
                .unwrap();
        }),
        ("history renamed by another program", |file| {
            let other = Connection::open(file).unwrap();
            other
                .execute_batch("ALTER TABLE audit RENAME TO audit_old")
                .unwrap();
        }),
    ];
    for (what, harm) in harms {
        let harmed = Harmed::by(*harm).await;
        // What SQLite has in memory, or in its log, hides the damage at first.
        let before = harmed.acknowledged_writes().await;
        figures::note(
            &format!("{what}: of 20 writes acknowledged before it was met"),
            before,
        );
        figures::equal(
            &format!("{what}: unhealthy"),
            harmed.turns_unhealthy().await,
            true,
        );
        let acknowledged = harmed.acknowledged_writes().await;
        figures::equal(&format!("{what}: of 20 writes from then on"), acknowledged, 0);
    }
}

fn with(file: &Path, end: &str) -> std::path::PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn scribble(file: &Path, from: u64, to: u64) {
    let mut file = fs::File::options().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(&vec![0xA5; usize::try_from(to - from).unwrap()])
        .unwrap();
}

/// A gateway whose file was harmed while it served.
struct Harmed {
    gateway: Process,
    customers: Vec<i64>,
    _folder: TempDir,
}

impl Harmed {
    async fn by(harm: Harm) -> Self {
        let outer = folder();
        let folder = outer.path().join("data");
        fs::create_dir(&folder).unwrap();
        let file = folder.join("cyrexa.db");
        let gateway = Launch::new(&folder).options(&NO_RATE_LIMITS).start();
        let mut customers = Vec::new();
        for n in 0..CUSTOMERS {
            let email = format!("a{n}@example.com");
            customers.push(gateway.create(&merchant(1), "Ana", &email).await);
        }
        // Most is in the file, some in its log alone.
        Connection::open(&file)
            .unwrap()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .unwrap();
        for id in &customers[..5] {
            let call = gateway.put(&format!("/customers/{id}")).by(&merchant(1));
            assert_eq!(call.json(&json!({ "memberId": "0" })).send().await.status, 200);
        }
        harm(&file);
        Self {
            gateway,
            customers,
            _folder: outer,
        }
    }

    /// Some change what is there, some make what is new.
    async fn acknowledged_writes(&self) -> usize {
        let mut acknowledged = 0;
        for n in 0..WRITES {
            let call = match n % 2 {
                0 => self
                    .gateway
                    .put(&format!("/customers/{}", self.customers[n]))
                    .json(&json!({ "memberId": format!("n{n}") })),
                _ => self
                    .gateway
                    .post("/customers")
                    .json(&json!({ "name": "Bo", "email": format!("b{n}@example.com") })),
            };
            let answer = call.by(&merchant(1)).try_send().await;
            acknowledged += usize::from(answer.is_some_and(|answer| answer.status == 200));
        }
        acknowledged
    }

    async fn turns_unhealthy(&self) -> bool {
        let began = Instant::now();
        loop {
            let health = self.gateway.get(&self.gateway.root("/health")).try_send().await;
            if health.is_none_or(|health| health.status != 200) {
                return true;
            }
            if began.elapsed() > NOTICED {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}
