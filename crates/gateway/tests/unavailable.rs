//! What the gateway's files meet from outside: locked by another process, removed, replaced, emptied,
//! damaged. Nothing is acknowledged that is not kept, no request waits longer than the deadline.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::support::{Answer, Client, Program, customer, merchant};

/// A test that waits longer than this hangs; nothing is said of how fast the machine is.
const HANGS: Duration = Duration::from_secs(60);

async fn put(client: &Client, id: i64, text: &str) -> Answer {
    let body = json!({ "memberId": text });
    client
        .put(&format!("/customers/{id}"))
        .by(&merchant(1))
        .json(&body)
        .send()
        .await
}

async fn health(client: &Client) -> u16 {
    client.get(&client.root("/health")).send().await.status
}

fn check_is_unavailable(answer: &Answer, what: &str) {
    assert_eq!(answer.verdict(), (503, "UNAVAILABLE".to_owned()), "{what}");
    assert!(answer.header("retry-after").is_some(), "{what}");
}

/// The log, once one of these words is in it: it is written beside the requests.
async fn log_with(client: &Client, folder: &Path, words: &[&str]) -> String {
    let written = async {
        loop {
            let log = fs::read_to_string(folder.join("log")).unwrap();
            if words.iter().any(|words| log.contains(words)) {
                return log;
            }
            health(client).await;
        }
    };
    timeout(HANGS, written).await.expect("a line in the log")
}

/// Whether a text is in one of the files. Looked up by another process: to close a file drops the locks that
/// a connection of this process has on it.
fn holds(folder: &Path, text: &str) -> bool {
    let found = Command::new("grep")
        .args(["-a", "-q", "-r", text])
        .arg(folder)
        .status();
    found.unwrap().success()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_file_is_told_to_all_writers_within_one_deadline() {
    let folder = TempDir::new().unwrap();
    let gateway = Program::start(folder.path(), &["--write-deadline", "3"]);
    let id = gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let other = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();

    let mut writers = JoinSet::new();
    for n in 0..8 {
        let client = (*gateway).clone();
        writers.spawn(async move {
            match n % 4 {
                0 => put(&client, id, "1").await,
                1 => {
                    client
                        .delete(&format!("/customers/{id}"))
                        .by(&merchant(1))
                        .send()
                        .await
                }
                _ => {
                    let call = client.post("/customers").by(&merchant(1));
                    // Two with one key: the second waits for the first, and that counts too.
                    let call = call.header("idempotency-key", "k");
                    call.json(&json!({ "name": "Bo", "email": "bo@example.com" }))
                        .send()
                        .await
                }
            }
        });
    }
    // One after the other they would take 24 s.
    let answers = timeout(Duration::from_secs(20), writers.join_all())
        .await
        .expect("not one after the other");
    for answer in answers {
        match answer.status {
            409 => assert_eq!(answer.code(), "IDEMPOTENCY_CONFLICT"),
            _ => check_is_unavailable(&answer, "locked"),
        }
    }
    let read = gateway
        .get(&format!("/customers/{id}"))
        .by(&merchant(1))
        .send()
        .await;
    assert_eq!((read.status, health(&gateway).await), (200, 200), "reads go on");

    other.execute_batch("ROLLBACK").unwrap();
    let written = put(&gateway, id, "2").await;
    assert_eq!(
        (written.status, written.etag()),
        (200, "\"1-2\""),
        "nothing of the refused ones happened"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_was_taken_away_is_not_written_to() {
    type Harm = fn(&Path);
    let cases: [(&str, Harm, Option<Harm>); 5] = [
        ("removed", |file| fs::remove_file(file).unwrap(), None),
        (
            "moved, and put back",
            |file| fs::rename(file, file.with_extension("away")).unwrap(),
            Some(|file| fs::rename(file.with_extension("away"), file).unwrap()),
        ),
        (
            "replaced by a copy",
            |file| {
                fs::copy(file, file.with_extension("copy")).unwrap();
                fs::rename(file.with_extension("copy"), file).unwrap();
            },
            None,
        ),
        (
            "its log removed",
            |file| fs::remove_file(file.with_extension("db-wal")).unwrap(),
            None,
        ),
        ("emptied", |file| drop(fs::File::create(file).unwrap()), None),
    ];
    for (what, harm, mend) in cases {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("cyrexa.db");
        let gateway = Program::start(folder.path(), &[]);
        let id = gateway.create(&customer(7), "Ana", "ana@example.com").await;
        assert_eq!(
            (put(&gateway, id, "1").await.status, health(&gateway).await),
            (200, 200),
            "{what}"
        );

        harm(&file);
        check_is_unavailable(&put(&gateway, id, "2").await, what);
        check_is_unavailable(&gateway.get(&gateway.root("/health")).send().await, what);
        // A read may have met the emptied file first.
        let words = ["removed, replaced or emptied", "the database file is damaged"];
        log_with(&gateway, folder.path(), &words).await;

        if let Some(mend) = mend {
            mend(&file);
            let written = put(&gateway, id, "3").await;
            assert_eq!((written.status, written.etag()), (200, "\"1-3\""), "{what}");
            assert_eq!(health(&gateway).await, 200, "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_file_is_told_and_panics_nowhere() {
    for (what, byte, from) in [
        ("garbage", 0xAA, 0),
        ("zeros", 0, 0),
        ("garbage after the header", 0xAA, 100),
    ] {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("cyrexa.db");
        let gateway = Program::start(folder.path(), &[]);
        for n in 0..4 {
            gateway
                .create(&merchant(1), "Ana", &format!("a{n}@example.com"))
                .await;
        }
        // Deleting empties the log: what is read from now on is in the file.
        gateway.delete("/customers/4").by(&merchant(1)).send().await;
        assert_eq!(fs::metadata(file.with_extension("db-wal")).unwrap().len(), 0);

        let length = usize::try_from(fs::metadata(&file).unwrap().len()).unwrap();
        let mut damaged = OpenOptions::new().write(true).open(&file).unwrap();
        std::io::Seek::seek(&mut damaged, std::io::SeekFrom::Start(from)).unwrap();
        damaged
            .write_all(&vec![byte; length - usize::try_from(from).unwrap()])
            .unwrap();

        check_is_unavailable(&gateway.get(&gateway.root("/health")).send().await, what);
        check_is_unavailable(&put(&gateway, 1, "2").await, what);
        let read = gateway.get("/customers/1").by(&merchant(1)).send().await;
        assert!(matches!(read.status, 200 | 503), "{what}: {read:?}");
        let log = log_with(&gateway, folder.path(), &["the database file is damaged"]).await;
        assert!(!log.contains("panic"), "{what}: {log}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deletion_waits_for_no_other_reader_and_the_log_is_emptied_after_it() {
    let folder = TempDir::new().unwrap();
    // A request that waited for the reader would wait for an hour.
    let gateway = Program::start(folder.path(), &["--write-deadline", "3600"]);
    let id = gateway
        .create(&merchant(1), "Wilhelmina", "unmistakable@example.com")
        .await;
    let bo = gateway.create(&merchant(1), "Bo", "bo@example.com").await;
    let other = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    other.execute_batch("BEGIN; SELECT * FROM customers").unwrap();

    let deleted = gateway
        .delete(&format!("/customers/{id}"))
        .by(&merchant(1))
        .send();
    assert_eq!(
        timeout(HANGS, deleted).await.expect("it does not wait").status,
        200
    );
    let written = timeout(HANGS, put(&gateway, bo, "1"))
        .await
        .expect("it does not wait");
    assert_eq!(written.status, 200);
    assert!(holds(folder.path(), "unmistakable"), "the reader still needs it");

    log_with(&gateway, folder.path(), &["may still be in the database"]).await;
    other.execute_batch("COMMIT").unwrap();
    let is_gone = async {
        while holds(folder.path(), "unmistakable") {
            health(&gateway).await;
        }
    };
    timeout(HANGS, is_gone)
        .await
        .expect("the log is emptied once the reader is gone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_with_deleted_values_is_emptied_at_the_start() {
    let folder = TempDir::new().unwrap();
    let mut gateway = Program::start(folder.path(), &[]);
    let id = gateway
        .create(&merchant(1), "Wilhelmina", "unmistakable@example.com")
        .await;
    let other = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    other.execute_batch("BEGIN; SELECT * FROM customers").unwrap();
    gateway
        .delete(&format!("/customers/{id}"))
        .by(&merchant(1))
        .send()
        .await;
    gateway.kill();
    assert!(holds(folder.path(), "unmistakable"));
    other.execute_batch("COMMIT").unwrap();
    let gateway = Program::start(folder.path(), &[]);
    let is_gone = async {
        while holds(folder.path(), "unmistakable") {
            health(&gateway).await;
        }
    };
    timeout(HANGS, is_gone).await.expect("it is emptied");
    drop(other);
}
