//! Options: which values are refused, and that help names all.

use std::fs;
use std::net::TcpListener;

use cyrexa_gateway::auth::KEY_ENVIRONMENT;
use tempfile::TempDir;

use super::run;

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
