//! The gateway's own keys: which are refused, and several at once.

use cyrexa_gateway::auth::{KEY_ENVIRONMENT, KEYS_ENVIRONMENT, SigningKey};
use jsonwebtoken::{Algorithm, EncodingKey};

use super::{OLD, claims, refusal, signed, status};
use crate::support::{Gateway, customer};

const NEW: &str = "and the new one, that takes its place one day";

#[test]
fn a_key_that_is_none_or_can_be_guessed_is_refused() {
    let repeated = "k".repeat(64);
    let two = format!("kid=a {OLD}\nkid=a {NEW}\n");
    let cases: [(&str, &[u8], &str); 10] = [
        (KEY_ENVIRONMENT, b"", "32 bytes"),
        (KEY_ENVIRONMENT, b"short", "32 bytes"),
        (KEY_ENVIRONMENT, repeated.as_bytes(), "repetition"),
        (
            KEY_ENVIRONMENT,
            b"\xFF\xFE a key for tests, of more than 32 bytes",
            "UTF-8",
        ),
        (KEYS_ENVIRONMENT, b"", "no token key"),
        (
            KEYS_ENVIRONMENT,
            b"\xFF\xFE a key for tests, of more than 32 bytes",
            "UTF-8",
        ),
        (KEYS_ENVIRONMENT, b"kid=a short", "32 bytes"),
        (
            KEYS_ENVIRONMENT,
            b"kid= a key for tests, of more than 32 bytes",
            "kid",
        ),
        (
            KEYS_ENVIRONMENT,
            b"kid=a/b a key for tests, of more than 32 bytes",
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
        config.key = SigningKey::from_bytes(OLD.as_bytes()).unwrap();
    })
    .await;
    let old = EncodingKey::from_secret(OLD.as_bytes());
    let token = signed(Algorithm::HS256, Some("whatever"), &old, &claims());
    assert_eq!(status(&gateway, &token).await, 200);
}
