//! What it serves by its options.

use std::fs;

use tempfile::TempDir;

use super::run;
use crate::support::{Program, customer};

#[tokio::test]
async fn a_host_may_be_named() {
    let folder = TempDir::new().unwrap();
    let program = Program::start(folder.path(), &["--listen", "localhost:0"]);
    assert_eq!(program.get("/customers").send().await.status, 401);
}

#[tokio::test]
async fn a_development_gateway_that_others_reach_says_so() {
    for (listen, options, is_warned) in [
        ("0.0.0.0:0", &["--dev"][..], true),
        ("0.0.0.0:0", &[], false),
        ("127.0.0.1:0", &["--dev"], false),
    ] {
        let folder = TempDir::new().unwrap();
        let options = [&["--listen", listen], options].concat();
        let mut gateway = Program::start(folder.path(), &options);
        gateway.signal("TERM");
        assert!(gateway.wait().success());
        let log = fs::read_to_string(folder.path().join("log")).unwrap();
        assert_eq!(log.contains("hands out tokens"), is_warned, "{options:?}: {log}");
    }
}

#[tokio::test]
async fn the_base_path_is_configuration() {
    for base in ["", "/api", "/a/b-c/2.0.0"] {
        let folder = TempDir::new().unwrap();
        let gateway = Program::start(folder.path(), &["--base-path", base]);
        assert!(gateway.base.ends_with(base), "{}", gateway.base);
        let body = serde_json::json!({ "name": "Ana", "email": "ana@example.com" });
        let made = gateway
            .post("/customers")
            .by(&customer(7))
            .json(&body)
            .send()
            .await;
        assert_eq!(
            made.header("location"),
            Some(format!("{base}/customers/1").as_str())
        );
    }
    for base in ["api", "/api/", "/", "//", "/a/../b", "/{id}", "/a b"] {
        let output = run(&["--base-path", base, "--database", ":memory:"]);
        assert!(!output.status.success(), "{base}");
    }
}

#[tokio::test]
async fn a_database_in_memory_serves_as_well() {
    let folder = TempDir::new().unwrap();
    let gateway = Program::start(folder.path(), &["--database", ":memory:"]);
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    assert_eq!(
        gateway.get("/customers/1").by(&customer(7)).send().await.status,
        200
    );
    assert!(!folder.path().join("cyrexa.db").exists());
}
