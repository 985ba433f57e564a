//! The key that signs tokens, and `token`, which prints one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use cyrexa_gateway::auth::KEY_ENVIRONMENT;
use tempfile::TempDir;

use super::run;
use crate::support::{Client, KEY, Program, customer};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_weak_key_is_refused() {
    let output = Program::command()
        .args(["--listen", "127.0.0.1:0", "--database", ":memory:"])
        .env(KEY_ENVIRONMENT, "short")
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(
        error.contains(KEY_ENVIRONMENT) && error.contains("32 bytes"),
        "{error}"
    );
}

#[test]
fn a_weak_key_in_a_file_is_refused_with_the_files_name() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("jwt.key");
    fs::write(&file, "short").unwrap();
    let database = folder.path().join("cyrexa.db");
    let output = run(&[
        "--listen",
        "127.0.0.1:0",
        "--database",
        database.to_str().unwrap(),
    ]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(
        error.contains(file.to_str().unwrap()) && error.contains("32 bytes"),
        "{error}"
    );
}

#[test]
fn a_token_that_the_gateway_would_not_take_is_not_printed() {
    let longest = i64::MAX.to_string();
    let long_name = "x".repeat(101);
    let cases: [(&[&str], Result<(), &str>); 7] = [
        (&["--ttl", "86400"], Ok(())),
        (&["--ttl", "86401"], Err("--token-lifetime")),
        (&["--ttl", &longest], Err("--token-lifetime")),
        (&["--ttl", "86401", "--token-lifetime", "86401"], Ok(())),
        (&["--owner-name", "Harbour Books"], Ok(())),
        (&["--owner-name", &long_name], Err("100 characters")),
        (&["--owner-name", "Harbour\nBooks"], Err("control characters")),
    ];
    for (options, expected) in cases {
        let output = Program::command()
            .args(["token", "--role", "admin"])
            .args(options)
            .env(KEY_ENVIRONMENT, KEY)
            .output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.success(), expected.is_ok(), "{options:?}: {error}");
        assert!(
            error.contains(expected.err().unwrap_or_default()),
            "{options:?}: {error}"
        );
    }
}

#[tokio::test]
async fn a_key_is_generated_once_for_its_owner_only_and_signs_an_operators_tokens() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let database = data.join("cyrexa.db");
    let database = database.to_str().unwrap();
    let print = |arguments: &[&str]| {
        let output = run(&[&["token", "--database", database], arguments].concat());
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    };
    let token = print(&[
        "--role",
        "merchant",
        "--owner",
        "5",
        "--owner-name",
        "Corner Shop",
    ]);
    let key = fs::read_to_string(data.join("jwt.key")).unwrap();
    assert_eq!((key.len(), mode(&data.join("jwt.key"))), (64, 0o600));
    assert_eq!(
        fs::read_dir(&data).unwrap().count(),
        1,
        "nothing else is left there"
    );

    let started = Program::start_without_key(&data);
    let client = Client::new(
        &started.base,
        cyrexa_gateway::auth::SigningKey::from_bytes(KEY.as_bytes()).unwrap(),
    );
    let bearer = format!("Bearer {token}");
    let body = serde_json::json!({ "name": "Ana", "email": "ana@example.com" });
    let made = client
        .post("/customers")
        .header("authorization", &bearer)
        .json(&body)
        .send()
        .await;
    assert_eq!(
        (made.status, made.json()["ownerName"].as_str()),
        (200, Some("Corner Shop"))
    );
    let foreign = client.get("/customers").by(&customer(7)).send().await;
    assert_eq!(foreign.status, 401, "another key signs nothing here");
    assert_eq!(mode(&data.join("cyrexa.db")), 0o600);
    assert_eq!(
        fs::read_to_string(data.join("jwt.key")).unwrap(),
        key,
        "the key stays"
    );

    let named = print(&["--role", "customer", "--customer", "1", "--ttl", "60"]);
    let own = client
        .get("/customers/1")
        .header("authorization", &format!("Bearer {named}"))
        .send()
        .await;
    assert_eq!(own.status, 200);
}

#[test]
fn a_token_for_a_gateway_that_keeps_nothing_needs_a_key() {
    let output = run(&["token", "--role", "admin", "--database", ":memory:"]);
    assert!(!output.status.success());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains(KEY_ENVIRONMENT)
    );
}
