//! The command line: what a person sees when it works and when it cannot.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Output, Stdio};

use cyrexa_gateway::auth::KEY_ENVIRONMENT;
use tempfile::TempDir;

use crate::support::{Client, KEY, Program, customer};

fn run(arguments: &[&str]) -> Output {
    Program::command()
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_cannot_work_is_said_in_one_line() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let file = folder.path().join("file");
    fs::write(
        &file,
        "this is no database, but long enough to look like a file that somebody cares about",
    )
    .unwrap();
    let newer = folder.path().join("newer.db");
    rusqlite::Connection::open(&newer)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let below_file = file.join("cyrexa.db");
    let new = folder.path().join("new.db");
    for (what, listen, database, expected) in [
        (
            "a port that is taken",
            taken.as_str(),
            &new,
            format!("cannot listen on {taken}"),
        ),
        ("no folder", "127.0.0.1:0", &below_file, "cannot".to_owned()),
        (
            "a folder",
            "127.0.0.1:0",
            &folder.path().to_owned(),
            "cannot open the database".to_owned(),
        ),
        (
            "another file",
            "127.0.0.1:0",
            &file,
            "cannot open the database".to_owned(),
        ),
        (
            "a newer database",
            "127.0.0.1:0",
            &newer,
            "newer version".to_owned(),
        ),
    ] {
        let output = run(&["--listen", listen, "--database", database.to_str().unwrap()]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{what}");
        assert_eq!(error.lines().count(), 1, "{what}: {error}");
        assert!(
            error.starts_with("cyrexa-gateway: ") && error.contains(&expected),
            "{what}: {error}"
        );
        assert!(output.stdout.is_empty(), "{what}");
    }
}

#[test]
fn an_address_without_a_host_or_a_port_is_refused() {
    for address in [
        "127.0.0.1",
        "localhost",
        ":8787",
        "127.0.0.1:",
        "127.0.0.1:66000",
        "8787",
        "",
    ] {
        let output = run(&["--listen", address, "--database", "/dev/null/at/all"]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{address}");
        assert!(
            error.contains("--listen") && error.contains("a host and a port, like 127.0.0.1:8787"),
            "{address}: {error}"
        );
    }
}

#[tokio::test]
async fn a_host_may_be_named() {
    let folder = TempDir::new().unwrap();
    let program = Program::start(folder.path(), &["--listen", "localhost:0"]);
    assert_eq!(program.get("/customers").send().await.status, 401);
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
        error.contains(KEY_ENVIRONMENT) && error.contains("32 octets"),
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
        error.contains(file.to_str().unwrap()) && error.contains("32 octets"),
        "{error}"
    );
}

#[test]
fn an_origin_that_no_browser_sends_is_refused() {
    for origin in [
        "shop.example",
        "https://shop.example/",
        "https://shop.example/profile",
        "https://Shop.example",
        "https://",
        "https://a@shop.example",
        "ftp shop",
        "",
    ] {
        let output = run(&["--allow-origin", origin, "--database", "/dev/null/at/all"]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains("--allow-origin"), "{origin}: {error}");
    }
    for origin in [
        "*",
        "https://shop.example",
        "http://localhost:8080",
        "http://[::1]:3000",
        "app://shop",
    ] {
        let output = run(&["--allow-origin", origin, "--database", "/dev/null/at/all"]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.starts_with("cyrexa-gateway: cannot"), "{origin}: {error}");
    }
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

#[test]
fn help_names_every_option() {
    let output = run(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for option in [
        "--listen",
        "--database",
        "--data-dir",
        "--dev",
        "--documented-only",
        "--rate-limit",
        "--address-rate-limit",
        "--duplicate-limit",
        "--trusted-proxy",
        "--connections",
        "--connections-per-address",
        "--header-timeout",
        "--body-timeout",
        "--write-timeout",
        "--idle-timeout",
        "--streams",
        "--streams-per-login",
        "--replay-limit",
        "--history-page",
        "--export-limit",
        "--exports",
        "--write-deadline",
        "--token-lifetime",
        "--key-lifetime",
        "--jwks",
        "--jwks-issuer",
        "--jwks-audience",
        "--allow-origin",
        "--base-path",
        "--body-limit",
        "--log",
        "token",
        KEY_ENVIRONMENT,
    ] {
        assert!(help.contains(option), "{option}");
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
        cyrexa_gateway::auth::SigningKey::from_octets(KEY.as_bytes()).unwrap(),
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
