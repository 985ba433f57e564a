//! `GET /health`: whether the database can be read, not only whether it was opened.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use crate::support::{Gateway, customer};

type Damage = fn(&Path);

async fn with_customers() -> Gateway {
    let gateway = Gateway::start().await;
    for n in 1..=3 {
        gateway
            .create(&customer(n), "Ana", &format!("ana{n}@example.com"))
            .await;
    }
    gateway
}

fn sql(database: &Path, text: &str) {
    rusqlite::Connection::open(database)
        .unwrap()
        .execute_batch(text)
        .unwrap();
}

/// What is in the log goes into the file, then the file's first pages are overwritten.
fn corrupt(database: &Path) {
    sql(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    let mut file = OpenOptions::new().write(true).open(database).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(&[0xAA; 16 * 4096]).unwrap();
}

#[tokio::test]
async fn a_database_that_cannot_be_read_is_ill() {
    let damages: &[(&str, Damage)] = &[
        ("the customers' table is gone", |file| {
            sql(file, "DROP TABLE payment_methods; DROP TABLE customers")
        }),
        ("the history's table is gone", |file| {
            sql(file, "DROP TABLE audit")
        }),
        ("a column is gone", |file| {
            sql(file, "ALTER TABLE customers RENAME COLUMN name TO title")
        }),
        ("a newer program has changed the schema", |file| {
            sql(file, "PRAGMA user_version = 99")
        }),
        ("the file is overwritten", corrupt),
    ];
    for &(what, damage) in damages {
        let gateway = with_customers().await;
        let well = gateway.get(&gateway.root("/health")).send().await;
        assert_eq!(
            (well.status, well.json()["status"].as_str()),
            (200, Some("ok")),
            "{what}"
        );
        damage(&gateway.database());
        let ill = gateway.get(&gateway.root("/health")).send().await;
        assert_eq!(ill.verdict(), (503, "UNAVAILABLE".to_owned()), "{what}");
        assert!(ill.header("retry-after").is_some(), "{what}");
    }
}

#[tokio::test]
async fn an_empty_database_is_well() {
    let gateway = Gateway::start().await;
    assert_eq!(gateway.get(&gateway.root("/health")).send().await.status, 200);
}
