//! Which tokens are taken.

use cyrexa_gateway::auth::{Caller, SigningKey, mint};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::support::{Gateway, customer};

/// The longest lifetime, in seconds.
const DAY: i64 = 24 * 60 * 60;

const KEY: &[u8] = b"another key for tests, of more than 32 bytes";

/// Claims that are taken, with one of them changed or, by `null`, left out.
fn claims(name: &str, value: Value) -> Value {
    let mut claims = json!({ "iss": "cyrexa", "aud": "cyrexa-gateway", "sub": "7", "exp": customer(7).expires,
        "role": "customer", "owner": 1 });
    match value {
        Value::Null => claims.as_object_mut().unwrap().remove(name),
        value => claims.as_object_mut().unwrap().insert(name.to_owned(), value),
    };
    claims
}

fn signed(claims: &Value, key: &[u8]) -> String {
    headed(&Header::new(Algorithm::HS256), claims, key)
}

fn headed(header: &Header, claims: &Value, key: &[u8]) -> String {
    jsonwebtoken::encode(header, claims, &EncodingKey::from_secret(key)).unwrap()
}

#[tokio::test]
async fn a_token_is_taken_only_when_every_part_of_it_is_right() {
    let key = SigningKey::from_bytes(KEY).unwrap();
    let gateway = Gateway::start_with(|config| config.key = key.clone()).await;
    let good = signed(&claims("sub", json!("7")), KEY);
    let (body, _) = good.rsplit_once('.').unwrap();
    let unsigned = body.replacen(
        good.split('.').next().unwrap(),
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0",
        1,
    );
    let demanding = Header {
        crit: Some(vec!["b64".to_owned()]),
        ..Header::new(Algorithm::HS256)
    };
    for (what, token, expected) in [
        ("a good one", good.clone(), 200),
        (
            "an extension that must be understood and is not",
            headed(&demanding, &claims("sub", json!("7")), KEY),
            401,
        ),
        (
            "another key",
            signed(&claims("sub", json!("7")), &[b'x'; 40]),
            401,
        ),
        ("no signature", format!("{body}."), 401),
        ("algorithm none", format!("{unsigned}."), 401),
        ("no end", signed(&claims("exp", Value::Null), KEY), 401),
        ("ended", signed(&claims("exp", json!(1)), KEY), 401),
        (
            "not yet begun",
            signed(&claims("nbf", json!(customer(7).expires)), KEY),
            401,
        ),
        (
            "begun, by a clock that is ahead",
            signed(&claims("nbf", json!(customer(7).expires - 570)), KEY),
            200,
        ),
        ("another issuer", signed(&claims("iss", json!("other")), KEY), 401),
        ("no issuer", signed(&claims("iss", Value::Null), KEY), 401),
        (
            "for another audience",
            signed(&claims("aud", json!("other")), KEY),
            401,
        ),
        ("no audience", signed(&claims("aud", Value::Null), KEY), 401),
        ("no login", signed(&claims("sub", Value::Null), KEY), 401),
        (
            "a login that is no number",
            signed(&claims("sub", json!("ana")), KEY),
            401,
        ),
        (
            "a role that is none",
            signed(&claims("role", json!("king")), KEY),
            401,
        ),
        ("no merchant", signed(&claims("owner", Value::Null), KEY), 401),
        (
            "a profile that is no number",
            signed(&claims("customer", json!("1")), KEY),
            401,
        ),
        (
            "for as long as a token may last",
            signed(&claims("exp", json!(customer(7).expires - 600 + DAY)), KEY),
            200,
        ),
        (
            "for longer",
            signed(&claims("exp", json!(customer(7).expires - 600 + DAY + 120)), KEY),
            401,
        ),
        ("for ever", signed(&claims("exp", json!(i64::MAX)), KEY), 401),
        (
            "a merchant's longest name",
            signed(&claims("ownerName", json!("Ä".repeat(100))), KEY),
            200,
        ),
        (
            "a merchant's name that is too long",
            signed(&claims("ownerName", json!("x".repeat(101))), KEY),
            401,
        ),
        (
            "a merchant's name of two lines",
            signed(&claims("ownerName", json!("Harbour\nBooks")), KEY),
            401,
        ),
        ("rubbish", "a.b.c".to_owned(), 401),
        ("nothing", String::new(), 401),
    ] {
        let call = gateway
            .get("/customers")
            .header("authorization", &format!("Bearer {token}"));
        let answer = call.send().await;
        assert_eq!(answer.status, expected, "{what}");
        if expected == 401 {
            assert_eq!(answer.code(), "UNAUTHORIZED", "{what}");
        }
    }
    for (header, expected) in [
        (format!("bearer {good}"), 200),
        (format!("BEARER  {good}"), 200),
        (format!("Basic {good}"), 401),
        (good.clone(), 401),
    ] {
        let answer = gateway
            .get("/customers")
            .header("authorization", &header)
            .send()
            .await;
        assert_eq!(answer.status, expected, "{}", &header[..7]);
    }
    let call = gateway
        .get("/customers")
        .header("authorization", &format!("Bearer {good}"));
    let twice = call
        .header("authorization", &format!("Bearer {good}"))
        .send()
        .await;
    assert_eq!(twice.status, 401, "two headers are none");
}

#[tokio::test]
async fn a_token_ends_to_the_second() {
    let key = SigningKey::from_bytes(KEY).unwrap();
    let gateway = Gateway::start_with(|config| config.key = key.clone()).await;
    let now = customer(7).expires - 600;
    for (expires, expected) in [(now - 1, 401), (now, 401), (now + 60, 200)] {
        let token = mint(
            &key,
            &Caller {
                expires,
                ..customer(7)
            },
        );
        let call = gateway
            .get("/customers")
            .header("authorization", &format!("Bearer {token}"));
        let answer = call.send().await;
        assert_eq!(answer.status, expected);
        if expected == 401 {
            let challenge = answer.header("www-authenticate");
            assert_eq!(challenge, Some("Bearer error=\"invalid_token\""));
        }
    }
}
