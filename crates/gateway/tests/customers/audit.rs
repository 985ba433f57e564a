use serde_json::json;

use crate::support::{Gateway, admin, customer, merchant, of_profile, support};

const FIRST: &str = "00000000000000000000000000000001";
const SECOND: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";

#[tokio::test]
async fn a_history_says_who_changed_which_field_when_and_no_value() {
    let gateway = Gateway::start().await;
    let body = json!({ "name": "Ana", "email": "ana@example.com" });
    let call = gateway
        .post("/customers")
        .by(&customer(7))
        .header("x-request-id", FIRST);
    call.json(&body).send().await;
    let body = json!({ "phone": "+1234567890", "name": "Anna" });
    let call = gateway
        .put("/customers/1")
        .by(&merchant(1))
        .header("x-request-id", SECOND);
    call.json(&body).send().await;

    let answer = gateway.get("/customers/1/audit").by(&customer(7)).send().await;
    let mut body = answer.json();
    for item in body["items"].as_array_mut().unwrap() {
        assert!(item["at"].take().as_str().unwrap().ends_with('Z'));
    }
    let expected = json!({ "items": [
        { "revision": 2, "action": "update", "fields": ["name", "phone"],
          "actor": { "role": "merchant", "sub": "101" },
          "at": null, "requestId": SECOND },
        { "revision": 1, "action": "create", "fields": ["name", "email"],
          "actor": { "role": "customer", "sub": "7" },
          "at": null, "requestId": FIRST }
    ] });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn who_reads_a_history_before_and_after_the_customer_is_deleted() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let cases = [
        ("the login itself", customer(7), 200, 200),
        ("a token that names the profile", of_profile(1), 200, 200),
        ("another login", customer(8), 403, 403),
        ("the merchant", merchant(1), 200, 200),
        ("another merchant", merchant(2), 404, 404),
        ("support", support(), 200, 200),
        ("an administrator", admin(), 200, 200),
    ];
    for (who, caller, before, _) in &cases {
        let answer = gateway.get("/customers/1/audit").by(caller).send().await;
        assert_eq!(answer.status, *before, "{who}");
    }
    gateway.delete("/customers/1").by(&admin()).send().await;
    for (who, caller, _, after) in &cases {
        let answer = gateway.get("/customers/1/audit").by(caller).send().await;
        assert_eq!(answer.status, *after, "{who}, afterwards");
    }
    let nothing = gateway.get("/customers/2/audit").by(&admin()).send().await;
    assert_eq!(nothing.code(), "CUSTOMER_NOT_FOUND");
}

#[tokio::test]
async fn a_long_history_comes_in_pages() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for n in 2..=5 {
        let body = json!({ "memberId": n.to_string() });
        gateway
            .put("/customers/1")
            .by(&customer(7))
            .json(&body)
            .send()
            .await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/customers/1/audit?limit=2{cursor}");
        let body = gateway.get(&path).by(&customer(7)).send().await.json();
        let items = body["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["revision"].as_i64().unwrap()));
        match body["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, [5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn the_longest_page_of_a_history_is_configuration() {
    let gateway = Gateway::start_with(|config| config.limits.history_page = 3).await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    super::events::with_history(&gateway, 10);
    for (query, status, length) in [("", 200, 3), ("?limit=3", 200, 3), ("?limit=4", 400, 0)] {
        let path = format!("/customers/1/audit{query}");
        let answer = gateway.get(&path).by(&customer(7)).send().await;
        let items = answer.json()["items"].as_array().map_or(0, Vec::len);
        assert_eq!((answer.status, items), (status, length), "{query}");
    }
}
