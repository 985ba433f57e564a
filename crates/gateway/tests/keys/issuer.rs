//! Tokens of another issuer, by its public keys.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::RsaKeyPair;
use cyrexa_gateway::auth::{Jwks, SigningKey};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{OLD, claims, ec, public, signed, status};
use crate::support::Gateway;

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
        config.key = SigningKey::from_bytes(OLD.as_bytes()).unwrap();
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
