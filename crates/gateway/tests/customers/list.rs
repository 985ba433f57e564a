use serde_json::{Value, json};

use crate::support::{Gateway, admin, customer, merchant, of_profile, support, whole};

fn names(body: &Value) -> Vec<&str> {
    body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect()
}

async fn with_customers() -> Gateway {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    gateway
        .create(&merchant(1), "Édith 100%", "edith@example.com")
        .await;
    gateway.create(&merchant(2), "Bo_", "bo@example.com").await;
    gateway
}

#[tokio::test]
async fn a_list_has_what_its_reader_may_see() {
    let gateway = with_customers().await;
    for (who, caller, expected) in [
        ("a customer", customer(7), &["Ana"][..]),
        ("a customer without a profile", customer(8), &[]),
        ("a token that names a profile", of_profile(3), &["Bo_"]),
        ("a merchant", merchant(1), &["Ana", "Édith 100%"]),
        ("another merchant", merchant(2), &["Bo_"]),
        ("support", support(), &["Ana", "Édith 100%", "Bo_"]),
        ("an administrator", admin(), &["Ana", "Édith 100%", "Bo_"]),
    ] {
        let answer = gateway.get("/customers").by(&caller).send().await;
        assert_eq!(names(&answer.json()), expected, "{who}");
    }
    assert_eq!(gateway.get("/customers").send().await.status, 401);
}

#[tokio::test]
async fn a_search_ignores_case_and_takes_every_character_as_itself() {
    let gateway = with_customers().await;
    for (query, expected) in [
        ("ANA", &["Ana"][..]),
        ("%C3%A9dith", &["Édith 100%"]),
        ("%C3%89DITH", &["Édith 100%"]),
        ("example.com", &["Ana", "Édith 100%", "Bo_"]),
        ("%25", &["Édith 100%"]),
        ("_", &["Bo_"]),
        ("'%20OR%201=1", &[]),
        ("", &["Ana", "Édith 100%", "Bo_"]),
    ] {
        let answer = gateway
            .get(&format!("/customers?q={query}"))
            .by(&admin())
            .send()
            .await;
        assert_eq!(names(&answer.json()), expected, "{query}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let gateway = Gateway::start().await;
    for n in 0..7 {
        gateway
            .create(&merchant(1), &format!("N{n}"), &format!("n{n}@example.com"))
            .await;
    }
    let (mut seen, mut sizes, mut cursor) = (Vec::new(), Vec::new(), String::new());
    loop {
        let path = format!("/customers?limit=3{cursor}");
        let body = gateway.get(&path).by(&merchant(1)).send().await.json();
        seen.extend(names(&body).into_iter().map(str::to_owned));
        sizes.push(names(&body).len());
        // A customer who comes while somebody pages is on a later page, once.
        if sizes.len() == 1 {
            gateway.create(&merchant(1), "N7", "n7@example.com").await;
        }
        match body["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(sizes, [3, 3, 2]);
    assert_eq!(seen, ["N0", "N1", "N2", "N3", "N4", "N5", "N6", "N7"]);
}

#[tokio::test]
async fn only_the_fields_asked_for_are_sent_and_the_id() {
    let gateway = with_customers().await;
    let answer = gateway
        .get("/customers?fields=email,phone&limit=1")
        .by(&admin())
        .send()
        .await;
    assert_eq!(
        answer.json()["items"],
        json!([{ "id": 1, "email": "ana@example.com", "phone": null }])
    );
    let answer = gateway.get("/customers?limit=1").by(&admin()).send().await;
    let mut customer = answer.json()["items"][0].take();
    assert_ne!(customer["createDate"].take(), Value::Null);
    assert_eq!(
        customer,
        whole(&json!({
            "id": 1, "ownerId": 1, "userId": 7, "ownerName": "Merchant 1",
            "name": "Ana", "email": "ana@example.com",
            "hasPaymentRequests": false, "totalDeposits": 0.0,
        }))
    );
}

#[tokio::test]
async fn a_parameter_that_cannot_be_read_is_refused() {
    let gateway = Gateway::start().await;
    let long = "a".repeat(101);
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=1&limit=2",
        "cursor=x",
        "fields=colour",
        "fields=",
        "fields=name,,email",
        &format!("q={long}"),
    ] {
        let answer = gateway
            .get(&format!("/customers?{query}"))
            .by(&admin())
            .send()
            .await;
        assert_eq!(answer.verdict(), (400, "BAD_REQUEST".to_owned()), "{query}");
    }
}

#[tokio::test]
async fn a_search_takes_no_text_for_a_query_language_and_stays_with_its_merchant() {
    let gateway = Gateway::start().await;
    for (owner, name, email) in [
        (1, "Ann OR Bob", "ann@example.com"),
        (1, "O\"Brien \"x\"", "brien@example.com"),
        (1, "山田太郎", "yamada@example.com"),
        (1, "ᲐᲑᲒ Ltd", "abg@example.com"),
        (12, "Owner twelve", "twelve@example.com"),
        (1, "ΟΔΟΣ", "odos@example.com"),
    ] {
        gateway.create(&merchant(owner), name, email).await;
    }
    for (query, expected) in [
        ("nn OR bo", &["Ann OR Bob"][..]),
        ("ann NOT bob", &[]),
        ("ann bob", &[]),
        ("ann*", &[]),
        ("name:ann", &[]),
        ("\"brien", &["O\"Brien \"x\""]),
        ("\"x\"", &["O\"Brien \"x\""]),
        ("^ann", &[]),
        ("ann\" OR \"bob", &[]),
        ("<1>", &[]),
        ("太郎", &["山田太郎"]),
        ("山田太", &["山田太郎"]),
        ("აბგ", &["ᲐᲑᲒ Ltd"]),
        ("οδος", &["ΟΔΟΣ"]),
        ("twelve", &[]),
        ("a\u{0}b", &[]),
        ("n\n", &[]),
    ] {
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("/customers?q={encoded}");
        let answer = gateway.get(&path).by(&merchant(1)).send().await;
        assert_eq!(names(&answer.json()), expected, "{query}");
    }
}

#[tokio::test]
async fn found_customers_come_in_pages_by_ascending_id() {
    let gateway = Gateway::start().await;
    // By the name, the address or both.
    for (name, email) in [
        ("Same 0", "n0@example.com"),
        ("One", "same1@example.com"),
        ("Same 2", "same2@example.com"),
        ("Three", "3@same.example"),
        ("Same 4", "4@same.example"),
    ] {
        gateway.create(&merchant(1), name, email).await;
        gateway.create(&merchant(2), "Same other", email).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/customers?q=SAME&limit=2{cursor}");
        let body = gateway.get(&path).by(&merchant(1)).send().await.json();
        seen.extend(names(&body).into_iter().map(str::to_owned));
        match body["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["Same 0", "One", "Same 2", "Three", "Same 4"]);
}

#[tokio::test]
async fn a_short_search_reads_so_many_customers_a_page_and_goes_on() {
    let gateway = Gateway::start().await;
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    database
        .execute_batch(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20001)
             INSERT INTO customers (revision, owner_id, owner_name, name, email, create_date)
             SELECT 1, 1, 'Merchant 1', 'Ana', i || '@example.com', '' FROM n;",
        )
        .unwrap();
    gateway.create(&merchant(1), "Zz", "last@example.com").await;
    let first = gateway
        .get("/customers?q=zz")
        .by(&merchant(1))
        .send()
        .await
        .json();
    assert_eq!(first["items"], json!([]));
    let next = first["nextCursor"].as_str().expect("there is more to read");
    let path = format!("/customers?q=zz&cursor={next}");
    let second = gateway.get(&path).by(&merchant(1)).send().await.json();
    assert_eq!(
        (names(&second), &second["nextCursor"]),
        (vec!["Zz"], &Value::Null)
    );
}
