use serde_json::{Value, json};

use crate::support::{Gateway, admin, customer, merchant, of_profile, support};

#[tokio::test]
async fn who_may_change_which_customer() {
    let gateway = Gateway::start().await;
    let mine = gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let theirs = gateway.create(&merchant(2), "Bo", "bo@example.com").await;
    for (who, caller, id, expected) in [
        ("the login itself", customer(7), mine, (200, "")),
        (
            "a token that names the profile",
            of_profile(mine),
            mine,
            (200, ""),
        ),
        ("another login", customer(8), mine, (403, "FORBIDDEN")),
        (
            "another login, nothing there",
            customer(8),
            9999,
            (403, "FORBIDDEN"),
        ),
        ("the merchant", merchant(1), mine, (200, "")),
        (
            "another merchant",
            merchant(1),
            theirs,
            (404, "CUSTOMER_NOT_FOUND"),
        ),
        ("support", support(), mine, (403, "FORBIDDEN")),
        ("support, nothing there", support(), 9999, (403, "FORBIDDEN")),
        ("an administrator", admin(), theirs, (200, "")),
        (
            "an administrator, nothing there",
            admin(),
            9999,
            (404, "CUSTOMER_NOT_FOUND"),
        ),
    ] {
        let path = format!("/customers/{id}");
        let answer = gateway
            .put(&path)
            .by(&caller)
            .json(&json!({ "phone": "+1234567890" }))
            .send()
            .await;
        assert_eq!(answer.verdict(), (expected.0, expected.1.to_owned()), "{who}");
        // A caller that may not write gets no verdict on the body either.
        let invalid = gateway
            .put(&path)
            .by(&caller)
            .json(&json!({ "email": "no" }))
            .send()
            .await;
        let expected = if expected.0 == 200 {
            (400, "VALIDATION_FAILED")
        } else {
            expected
        };
        assert_eq!(
            invalid.verdict(),
            (expected.0, expected.1.to_owned()),
            "{who}, an invalid body"
        );
    }
}

#[tokio::test]
async fn absent_keeps_null_clears_and_a_value_sets() {
    let gateway = Gateway::start().await;
    let body =
        json!({ "name": "Ana", "email": "ana@example.com", "phone": "+1234567890", "address": "Here" });
    gateway
        .post("/customers")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    for (patch, phone, address, version) in [
        (json!({ "phone": null }), Value::Null, json!("Here"), "\"1-2\""),
        (
            json!({ "phone": "+49 30 123456" }),
            json!("+49 30 123456"),
            json!("Here"),
            "\"1-3\"",
        ),
        (
            json!({ "address": "  " }),
            json!("+49 30 123456"),
            Value::Null,
            "\"1-4\"",
        ),
        (
            json!({ "id": 5, "totalDeposits": 9, "userId": 1 }),
            json!("+49 30 123456"),
            Value::Null,
            "\"1-4\"",
        ),
        (json!({}), json!("+49 30 123456"), Value::Null, "\"1-4\""),
        (
            json!({ "phone": " +49 30 123456 " }),
            json!("+49 30 123456"),
            Value::Null,
            "\"1-4\"",
        ),
    ] {
        let answer = gateway
            .put("/customers/1")
            .by(&customer(7))
            .json(&patch)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{patch}");
        let body = answer.json();
        assert_eq!((&body["phone"], &body["address"]), (&phone, &address), "{patch}");
        assert_eq!(
            (&body["id"], &body["userId"], &body["name"]),
            (&json!(1), &json!(7), &json!("Ana")),
            "{patch}"
        );
        assert_eq!(answer.etag(), version, "{patch}");
    }
    let history = gateway
        .get("/customers/1/audit")
        .by(&customer(7))
        .send()
        .await
        .json();
    assert_eq!(
        history["items"].as_array().unwrap().len(),
        4,
        "what changes nothing is no change"
    );
}

#[tokio::test]
async fn a_required_field_cannot_be_cleared() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let body = json!({ "name": null, "email": " " });
    let answer = gateway
        .put("/customers/1")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    let fields = &answer.json()["error"]["details"]["fields"];
    let expected = json!([
        { "field": "name", "code": "required", "params": {} },
        { "field": "email", "code": "required", "params": {} }
    ]);
    assert_eq!((answer.status, fields), (400, &expected));
}

#[tokio::test]
async fn a_stale_version_is_refused_with_the_current_customer() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for (n, (condition, expected)) in [
        ("\"1-1\"", 200),
        ("\"1-1\"", 412),
        ("W/\"1-2\"", 412),
        ("\"1-1\", \"1-2\"", 200),
        ("*", 200),
        ("1-4", 400),
        ("\"2-4\"", 412),
    ]
    .into_iter()
    .enumerate()
    {
        let phone = json!({ "phone": format!("+1 555 010{n}") });
        let call = gateway
            .put("/customers/1")
            .by(&customer(7))
            .header("if-match", condition);
        let answer = call.json(&phone).send().await;
        assert_eq!(answer.status, expected, "{condition}");
        if expected == 412 {
            let now = gateway.get("/customers/1").by(&customer(7)).send().await;
            assert_eq!(answer.code(), "VERSION_CONFLICT", "{condition}");
            assert_eq!(
                answer.json()["error"]["details"]["current"],
                now.json(),
                "{condition}"
            );
            assert_eq!(answer.etag(), now.etag(), "{condition}");
        }
    }
}

#[tokio::test]
async fn an_address_that_another_customer_has_is_refused_and_nothing_is_written() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    gateway.create(&customer(8), "Bo", "bo@example.com").await;
    let body = json!({ "name": "Changed", "email": "ANA@example.com" });
    let answer = gateway
        .put("/customers/2")
        .by(&customer(8))
        .json(&body)
        .send()
        .await;
    assert_eq!(answer.verdict(), (409, "DUPLICATE_CUSTOMER".to_owned()));
    let bo = gateway.get("/customers/2").by(&customer(8)).send().await;
    assert_eq!((bo.json()["name"].as_str(), bo.etag()), (Some("Bo"), "\"2-1\""));
    let own = json!({ "email": "BO@example.com" });
    let answer = gateway
        .put("/customers/2")
        .by(&customer(8))
        .json(&own)
        .send()
        .await;
    assert_eq!(
        answer.status, 200,
        "the own address in another case is no duplicate"
    );
}
