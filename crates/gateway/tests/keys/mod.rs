//! Keys: which are refused, several at once, and another issuer's.

mod files;
mod issuer;
mod issuer_set;
mod own;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::support::{Client, Program, customer};

const OLD: &str = "the old key for tests, of more than 32 bytes";

/// The error of a gateway that does not start.
fn refusal(variables: &[(&str, &[u8])], options: &[&str]) -> String {
    let mut command = Program::command();
    for (name, value) in variables {
        command.env(name, OsStr::from_bytes(value));
    }
    let output = command
        .args(["--listen", "127.0.0.1:0", "--database", ":memory:"])
        .args(options)
        .output()
        .unwrap();
    assert!(!output.status.success(), "{variables:?}");
    String::from_utf8(output.stderr).unwrap()
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

fn ec() -> EncodingKey {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref())
}

fn public(key: &EncodingKey, algorithm: Algorithm, kid: &str) -> Value {
    let mut jwk = Jwk::from_encoding_key(key, algorithm).unwrap();
    jwk.common.key_id = Some(kid.to_owned());
    serde_json::to_value(jwk).unwrap()
}
