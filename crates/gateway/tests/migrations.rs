//! A file of an earlier version is brought up to date, and what was in it is found.

use rusqlite::Connection;
use tempfile::TempDir;

use crate::support::{Program, admin, merchant};

#[tokio::test]
async fn customers_of_an_earlier_version_are_found_changed_and_deleted() {
    let folder = TempDir::new().unwrap();
    let older = Connection::open(folder.path().join("cyrexa.db")).unwrap();
    older
        .execute_batch(include_str!("fixtures/schema_3.sql"))
        .unwrap();
    drop(older);
    let gateway = Program::start(folder.path(), &[]);
    let search = async |query: &str| {
        let found = gateway
            .get(&format!("/customers?q={query}"))
            .by(&admin())
            .send()
            .await
            .json();
        found["items"].as_array().unwrap().len()
    };
    assert_eq!(
        (
            search("%C3%89DITH").await,
            search("example").await,
            search("bo").await
        ),
        (1, 2, 1)
    );
    let body = serde_json::json!({ "name": "Beatrix" });
    let written = gateway
        .put("/customers/2")
        .by(&merchant(2))
        .json(&body)
        .send()
        .await;
    assert_eq!((written.status, written.etag()), (200, "\"2-2\""));
    assert_eq!((search("atri").await, search("bo@").await), (1, 1));
    gateway.delete("/customers/1").by(&merchant(1)).send().await;
    assert_eq!((search("dith").await, search("example").await), (0, 1));
}
