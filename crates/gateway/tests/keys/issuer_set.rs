//! Which sets of public keys are refused.

use std::fs;

use cyrexa_gateway::auth::KEY_ENVIRONMENT;
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{ec, public, refusal};
use crate::support::KEY;

#[test]
fn a_key_set_that_cannot_be_meant_is_refused() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("jwks.json");
    let good = public(&ec(), Algorithm::ES256, "a");
    let with = |member: &str, value: Value| {
        let mut key = good.clone();
        key[member] = value;
        key
    };
    for (what, text, expected) in [
        ("no file", None, "cannot read it"),
        ("no JSON", Some("-----BEGIN".to_owned()), "no JSON Web Key Set"),
        ("no set", Some(good.to_string()), "no JSON Web Key Set"),
        ("empty", Some(json!({ "keys": [] }).to_string()), "no key"),
        (
            "no name",
            Some(json!({ "keys": [with("kid", Value::Null)] }).to_string()),
            "no kid",
        ),
        (
            "one name twice",
            Some(json!({ "keys": [good, good] }).to_string()),
            "two keys",
        ),
        (
            "a private key",
            Some(json!({ "keys": [with("d", json!("AA"))] }).to_string()),
            "private",
        ),
        (
            "a secret",
            Some(json!({ "keys": [{ "kty": "oct", "k": "AA", "kid": "a" }] }).to_string()),
            "secret",
        ),
        (
            "a short key",
            Some(json!({ "keys": [{ "kty": "RSA", "n": "qqqq", "e": "AQAB", "kid": "a" }] }).to_string()),
            "cannot be used",
        ),
        (
            "another use",
            Some(json!({ "keys": [with("use", json!("enc"))] }).to_string()),
            "no key",
        ),
        (
            "another algorithm",
            Some(json!({ "keys": [with("alg", json!("ES384"))] }).to_string()),
            "no key",
        ),
    ] {
        fs::remove_file(&file).ok();
        if let Some(text) = text {
            fs::write(&file, text).unwrap();
        }
        let error = refusal(
            &[(KEY_ENVIRONMENT, KEY.as_bytes())],
            &["--jwks", file.to_str().unwrap()],
        );
        assert!(error.contains(expected), "{what}: {error}");
        assert!(error.contains(file.to_str().unwrap()), "{what}: {error}");
    }
}
