//! Keys: which are refused, several at once, and another issuer's.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RsaKeyPair};
use cyrexa_gateway::auth::{Jwks, KEY_ENVIRONMENT, KEYS_ENVIRONMENT, SigningKey};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Client, Gateway, KEY, Program, customer};

const OLD: &str = "the old key for tests, of more than 32 octets";
const NEW: &str = "and the new one, that takes its place one day";

fn set_mode(file: &Path, mode: u32) {
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
}

/// The error of a gateway that does not start.
fn refusal(variables: &[(&str, &[u8])], options: &[&str]) -> String {
    let mut command = Program::command();
    for (name, value) in variables {
        command.env(name, std::ffi::OsStr::from_bytes(value));
    }
    let output = command
        .args(["--listen", "127.0.0.1:0", "--database", ":memory:"])
        .args(options)
        .output()
        .unwrap();
    assert!(!output.status.success(), "{variables:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_key_that_is_none_or_can_be_guessed_is_refused() {
    let repeated = "k".repeat(64);
    let two = format!("kid=a {OLD}\nkid=a {NEW}\n");
    let cases: [(&str, &[u8], &str); 10] = [
        (KEY_ENVIRONMENT, b"", "32 octets"),
        (KEY_ENVIRONMENT, b"short", "32 octets"),
        (KEY_ENVIRONMENT, repeated.as_bytes(), "repetition"),
        (
            KEY_ENVIRONMENT,
            b"\xFF\xFE a key for tests, of more than 32 octets",
            "UTF-8",
        ),
        (KEYS_ENVIRONMENT, b"", "no token key"),
        (
            KEYS_ENVIRONMENT,
            b"\xFF\xFE a key for tests, of more than 32 octets",
            "UTF-8",
        ),
        (KEYS_ENVIRONMENT, b"kid=a short", "32 octets"),
        (
            KEYS_ENVIRONMENT,
            b"kid= a key for tests, of more than 32 octets",
            "kid",
        ),
        (
            KEYS_ENVIRONMENT,
            b"kid=a/b a key for tests, of more than 32 octets",
            "kid",
        ),
        (KEYS_ENVIRONMENT, two.as_bytes(), "kid"),
    ];
    for (name, value, expected) in cases {
        let error = refusal(&[(name, value)], &[]);
        assert!(
            error.contains(name) && error.contains(expected),
            "{value:?}: {error}"
        );
    }
    let both = [
        (KEY_ENVIRONMENT, OLD.as_bytes()),
        (KEYS_ENVIRONMENT, NEW.as_bytes()),
    ];
    assert!(refusal(&both, &[]).contains("not both"));
}

#[test]
fn a_key_that_others_can_read_is_refused_and_the_file_named() {
    for (mode, is_refused) in [
        (0o644, true),
        (0o640, true),
        (0o604, true),
        (0o600, false),
        (0o400, false),
    ] {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("jwt.key");
        fs::write(&file, OLD).unwrap();
        set_mode(&file, mode);
        let output = Program::command()
            .args(["token", "--role", "admin", "--data-dir"])
            .arg(folder.path())
            .output()
            .unwrap();
        assert_eq!(!output.status.success(), is_refused, "{mode:o}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error.contains("chmod 600"), is_refused, "{mode:o}: {error}");
        assert_eq!(error.contains(file.to_str().unwrap()), is_refused, "{error}");
    }
}

#[tokio::test]
async fn a_database_that_others_can_read_is_warned_of() {
    for (mode, is_warned) in [(0o644, true), (0o600, false)] {
        let folder = TempDir::new().unwrap();
        let database = folder.path().join("cyrexa.db");
        fs::write(&database, "").unwrap();
        set_mode(&database, mode);
        let mut gateway = Program::start(folder.path(), &[]);
        gateway.signal("TERM");
        assert!(gateway.wait().success());
        let log = fs::read_to_string(folder.path().join("log")).unwrap();
        assert_eq!(
            log.contains("can be read by other users"),
            is_warned,
            "{mode:o}: {log}"
        );
    }
}

/// The status that a token gets.
async fn status(client: &Client, token: &str) -> u16 {
    let call = client.get("/customers");
    call.header("authorization", &format!("Bearer {token}"))
        .send()
        .await
        .status
}

fn claims() -> Value {
    json!({ "iss": "cyrexa", "aud": "cyrexa-gateway", "sub": "7", "exp": customer(7).expires,
        "role": "customer", "owner": 1 })
}

fn signed(algorithm: Algorithm, kid: Option<&str>, key: &EncodingKey, claims: &Value) -> String {
    let header = Header {
        kid: kid.map(str::to_owned),
        ..Header::new(algorithm)
    };
    jsonwebtoken::encode(&header, claims, key).unwrap()
}

#[tokio::test]
async fn two_keys_serve_while_one_takes_the_place_of_the_other() {
    let keys = SigningKey::several(format!("kid=2 {NEW}\nkid=1 {OLD}\n").as_bytes()).unwrap();
    let gateway = Gateway::start_with(|config| {
        config.key = keys[0].clone();
        config.older_keys = keys[1..].to_vec();
    })
    .await;
    let (old, new) = (
        EncodingKey::from_secret(OLD.as_bytes()),
        EncodingKey::from_secret(NEW.as_bytes()),
    );
    for (kid, key, expected) in [
        (Some("2"), &new, 200),
        (Some("1"), &old, 200),
        (Some("1"), &new, 401),
        (Some("2"), &old, 401),
        (None, &new, 200),
        (None, &old, 200),
        (Some("3"), &new, 401),
        (Some(""), &new, 401),
    ] {
        let token = signed(Algorithm::HS256, kid, key, &claims());
        assert_eq!(status(&gateway, &token).await, expected, "{kid:?}");
    }
    let minted = cyrexa_gateway::auth::mint(&keys[0], &customer(7));
    assert_eq!(
        jsonwebtoken::decode_header(&minted).unwrap().kid.as_deref(),
        Some("2"),
        "the first one signs"
    );
    assert_eq!(status(&gateway, &minted).await, 200);
}

#[tokio::test]
async fn a_key_without_a_name_takes_tokens_that_name_one() {
    let gateway = Gateway::start_with(|config| {
        config.key = SigningKey::from_octets(OLD.as_bytes()).unwrap();
    })
    .await;
    let old = EncodingKey::from_secret(OLD.as_bytes());
    let token = signed(Algorithm::HS256, Some("whatever"), &old, &claims());
    assert_eq!(status(&gateway, &token).await, 200);
}

/// Another issuer, with the set of its public keys.
struct Issuer {
    rsa: EncodingKey,
    other_rsa: EncodingKey,
    ec: EncodingKey,
}

fn rsa() -> EncodingKey {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let pkcs8 = pair.as_der().unwrap();
    // The key inside its PKCS #8 envelope, which has 26 bytes for this size.
    EncodingKey::from_rsa_der(&pkcs8.as_ref()[26..])
}

fn ec() -> EncodingKey {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref())
}

fn public(key: &EncodingKey, algorithm: Algorithm, kid: &str) -> Value {
    let mut jwk = Jwk::from_encoding_key(key, algorithm).unwrap();
    jwk.common.key_id = Some(kid.to_owned());
    serde_json::to_value(jwk).unwrap()
}

fn write_set(file: &Path, keys: &[Value]) {
    fs::write(file, json!({ "keys": keys }).to_string()).unwrap();
}

impl Issuer {
    fn new() -> Self {
        Self {
            rsa: rsa(),
            other_rsa: rsa(),
            ec: ec(),
        }
    }

    fn keys(&self) -> Vec<Value> {
        vec![
            public(&self.rsa, Algorithm::RS256, "rsa"),
            public(&self.ec, Algorithm::ES256, "ec"),
            json!({ "kty": "OKP", "crv": "X25519", "x": "AA", "kid": "unknown" }),
        ]
    }
}

async fn trusting(file: PathBuf) -> Gateway {
    let jwks = Jwks::open(file, "https://login.example".to_owned(), "profiles".to_owned()).unwrap();
    Gateway::start_with(|config| {
        config.key = SigningKey::from_octets(OLD.as_bytes()).unwrap();
        config.jwks = Some(Arc::new(jwks));
    })
    .await
}

#[tokio::test]
async fn tokens_of_another_issuer_are_taken_by_its_public_keys() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("jwks.json");
    let issuer = Issuer::new();
    write_set(&file, &issuer.keys());
    let gateway = trusting(file.clone()).await;
    let mut theirs = claims();
    theirs["iss"] = json!("https://login.example");
    theirs["aud"] = json!(["profiles", "other"]);
    let own = EncodingKey::from_secret(OLD.as_bytes());
    // The confusion of algorithms: the public key, which everybody knows, as the secret of an HMAC.
    let modulus = issuer.keys()[0]["n"].as_str().unwrap().to_owned();
    let confused = EncodingKey::from_secret(modulus.as_bytes());
    let set = EncodingKey::from_secret(&fs::read(&file).unwrap());
    let (rs, es, hs) = (Algorithm::RS256, Algorithm::ES256, Algorithm::HS256);
    for (what, algorithm, kid, key, claims, expected) in [
        ("RS256", rs, Some("rsa"), &issuer.rsa, &theirs, 200),
        ("ES256", es, Some("ec"), &issuer.ec, &theirs, 200),
        ("our own beside it", hs, None, &own, &claims(), 200),
        ("without a name", rs, None, &issuer.rsa, &theirs, 401),
        ("by another name", rs, Some("ec"), &issuer.rsa, &theirs, 401),
        ("by an unknown name", rs, Some("new"), &issuer.rsa, &theirs, 401),
        (
            "another key by its name",
            rs,
            Some("rsa"),
            &issuer.other_rsa,
            &theirs,
            401,
        ),
        (
            "another algorithm of the family",
            Algorithm::RS512,
            Some("rsa"),
            &issuer.rsa,
            &theirs,
            401,
        ),
        (
            "our issuer by their key",
            rs,
            Some("rsa"),
            &issuer.rsa,
            &claims(),
            401,
        ),
        ("their issuer by our key", hs, None, &own, &theirs, 401),
        ("our key by their name", hs, Some("rsa"), &own, &claims(), 401),
        (
            "the modulus as a secret",
            hs,
            Some("rsa"),
            &confused,
            &theirs,
            401,
        ),
        ("the set as a secret", hs, Some("rsa"), &set, &theirs, 401),
    ] {
        let token = signed(algorithm, kid, key, claims);
        assert_eq!(status(&gateway, &token).await, expected, "{what}");
    }
}

#[tokio::test]
async fn a_key_set_is_read_again_when_it_changes_and_stays_when_it_cannot_be_used() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("jwks.json");
    let issuer = Issuer::new();
    write_set(&file, &issuer.keys()[..1]);
    let gateway = trusting(file.clone()).await;
    let mut theirs = claims();
    theirs["iss"] = json!("https://login.example");
    theirs["aud"] = json!("profiles");
    let by_rsa = signed(Algorithm::RS256, Some("rsa"), &issuer.rsa, &theirs);
    let by_ec = signed(Algorithm::ES256, Some("ec"), &issuer.ec, &theirs);
    assert_eq!(status(&gateway, &by_ec).await, 401);

    fs::write(&file, "{ half of a se").unwrap();
    assert_eq!(status(&gateway, &by_rsa).await, 200);
    write_set(&file, &issuer.keys()[1..]);
    while status(&gateway, &by_ec).await != 200 {
        tokio::task::yield_now().await;
    }
    assert_eq!(status(&gateway, &by_rsa).await, 401, "it has been taken out");
}

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
