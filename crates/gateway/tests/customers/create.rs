use cyrexa_gateway::auth::Caller;
use serde_json::{Value, json};

use crate::support::{Gateway, admin, customer, merchant, of_profile, support, whole};

fn ana() -> Value {
    json!({ "name": "Ana", "email": "ana@example.com" })
}

#[tokio::test]
async fn who_may_create_and_whose_the_customer_then_is() {
    for (who, caller, expected, owner, user) in [
        ("a customer", Some(customer(7)), 200, json!(1), json!(7)),
        (
            "a customer whose named profile is gone",
            Some(of_profile(99)),
            200,
            json!(1),
            json!(900_099),
        ),
        ("a merchant", Some(merchant(2)), 200, json!(2), Value::Null),
        ("an administrator", Some(admin()), 200, json!(1), Value::Null),
        ("support", Some(support()), 403, Value::Null, Value::Null),
        ("nobody", None, 401, Value::Null, Value::Null),
    ] {
        let gateway = Gateway::start().await;
        let call = gateway.post("/customers").json(&ana());
        let call = if let Some(caller) = &caller {
            call.by(caller)
        } else {
            call
        };
        let answer = call.send().await;
        assert_eq!(answer.status, expected, "{who}");
        if expected == 200 {
            let body = answer.json();
            assert_eq!((&body["ownerId"], &body["userId"]), (&owner, &user), "{who}");
            assert_eq!(answer.header("location"), Some("/ipg/2.0.0/customers/1"), "{who}");
            assert_eq!(answer.etag(), "\"1-1\"", "{who}");
        }
    }
}

#[tokio::test]
async fn the_published_sample_works_as_published_and_its_read_only_fields_are_not_written() {
    let gateway = Gateway::start().await;
    let sample = r#"{
  "id": 123,
  "ownerId": 123,
  "userId": 123,
  "ownerName": "<string>",
  "name": "Jane Smith",
  "email": "jsmith@example.com",
  "address": "1 Main Street",
  "phone": "+1234567890",
  "memberId": "M-1",
  "hasPaymentRequests": true,
  "totalDeposits": 123,
  "createDate": "2023-11-07T05:31:56Z"
}"#;
    let answer = gateway
        .post("/customers")
        .by(&customer(7))
        .header("content-type", "application/json-patch+json")
        .body(sample)
        .send()
        .await;
    assert_eq!(answer.status, 200);
    let mut body = answer.json();
    let date = body["createDate"].take();
    assert_ne!(date, json!("2023-11-07T05:31:56Z"));
    assert_eq!(
        body,
        whole(&json!({
            "id": 1, "ownerId": 1, "userId": 7, "ownerName": "Merchant 1", "name": "Jane Smith",
            "email": "jsmith@example.com", "address": "1 Main Street", "phone": "+1234567890",
            "memberId": "M-1",
            "hasPaymentRequests": false, "totalDeposits": 0.0, "createDate": null
        }))
    );
}

#[tokio::test]
async fn the_name_of_the_merchant_is_the_tokens_where_it_has_one() {
    let gateway = Gateway::start().await;
    let caller = Caller {
        owner_name: Some("Corner Shop".to_owned()),
        ..merchant(3)
    };
    let answer = gateway.post("/customers").by(&caller).json(&ana()).send().await;
    assert_eq!(answer.json()["ownerName"], "Corner Shop");
}

#[tokio::test]
async fn a_text_is_stored_in_normal_form_and_unknown_fields_are_not() {
    let gateway = Gateway::start().await;
    let body = json!({ "name": "  Ana \n", "email": " ana@example.com ", "phone": "  ", "colour": "red" });
    let answer = gateway
        .post("/customers")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    let body = answer.json();
    assert_eq!(body["name"], "Ana");
    assert_eq!(body["email"], "ana@example.com");
    assert_eq!(body["phone"], Value::Null);
    assert_eq!(body.get("colour"), None);
}

#[tokio::test]
async fn a_text_comes_back_as_it_was_judged_whatever_it_was_written_in() {
    let gateway = Gateway::start().await;
    let body = json!({
        "name": "\u{200F}שלום \u{200F}(Ana)\u{200F} בע״מ\u{61C}",
        "email": "\u{200E}ana@example.com\u{2028}",
        "address": "1 Hill\r\nLeeds\rLS1\u{85}UK\u{2028}\u{2029}",
        "phone": "\u{202A}+٤٧\u{A0}٥٥\u{2011}٥٥ ０１\u{FE0D} 42\u{202C}",
        "memberId": "A\u{180E}1\u{200E}",
    });
    let stored = json!({
        "name": "שלום \u{200F}(Ana)\u{200F} בע״מ",
        "email": "ana@example.com",
        "address": "1 Hill\nLeeds\nLS1\nUK",
        "phone": "+47 55-55 01 42",
        "memberId": "A\u{180E}1",
    });
    let created = gateway
        .post("/customers")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    let id = created.json()["id"].as_i64().expect("an id");
    let path = format!("/customers/{id}");
    let updated = gateway.put(&path).by(&customer(7)).json(&body).send().await;
    let read = gateway.get(&path).by(&customer(7)).send().await;
    for (what, answer) in [("created", created), ("updated", updated), ("read", read)] {
        assert_eq!(answer.status, 200, "{what}");
        for (key, text) in stored.as_object().expect("an object") {
            assert_eq!(&answer.json()[key], text, "{what}: {key}");
        }
    }
}

#[tokio::test]
async fn no_field_takes_a_card_number() {
    let gateway = Gateway::start().await;
    for (field, text) in [
        ("name", "Ana 4111+1111+1111+1111"),
        ("email", "4111111111111111@example.com"),
        ("address", "1 Hill\n4111=1111=1111=1111"),
        ("phone", "378282246310005"),
        ("memberId", "4111#1111#1111#1111"),
    ] {
        let mut body = json!({ "name": "Ana", "email": "ana@example.com" });
        body[field] = text.into();
        let answer = gateway
            .post("/customers")
            .by(&customer(7))
            .json(&body)
            .send()
            .await;
        assert_eq!(answer.status, 400, "{field}");
        let failed = &answer.json()["error"]["details"]["fields"];
        assert_eq!(
            failed,
            &json!([{ "field": field, "code": "card_number", "params": {} }])
        );
    }
}

#[tokio::test]
async fn one_merchant_has_one_customer_per_address_and_per_login() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for (why, caller, email, expected) in [
        (
            "the same address in capitals",
            customer(8),
            "ANA@Example.COM",
            409,
        ),
        ("by the merchant too", merchant(1), "ana@example.com", 409),
        ("the same login", customer(7), "other@example.com", 409),
        ("another merchant", merchant(2), "ana@example.com", 200),
        ("another address", merchant(1), "anna@example.com", 200),
    ] {
        let body = json!({ "name": "Somebody", "email": email });
        let answer = gateway.post("/customers").by(&caller).json(&body).send().await;
        assert_eq!(answer.status, expected, "{why}");
        if expected == 409 {
            assert_eq!(answer.code(), "DUPLICATE_CUSTOMER", "{why}");
            let text = String::from_utf8_lossy(&answer.body).to_lowercase();
            assert!(
                !text.contains("ana@example.com") && !text.contains("\"ana\""),
                "{why}: {text}"
            );
        }
    }
    let named = gateway
        .post("/customers")
        .by(&of_profile(1))
        .json(&ana())
        .send()
        .await;
    assert_eq!(
        named.code(),
        "DUPLICATE_CUSTOMER",
        "whose token names a profile has it"
    );
}

#[tokio::test]
async fn the_id_of_a_deleted_customer_is_not_given_again() {
    let gateway = Gateway::start().await;
    let id = gateway.create(&merchant(1), "Ana", "ana@example.com").await;
    gateway
        .delete(&format!("/customers/{id}"))
        .by(&merchant(1))
        .send()
        .await;
    assert_eq!(
        gateway.create(&merchant(1), "Ana", "ana@example.com").await,
        id + 1
    );
}
