//! `GET /users/payment-methods/{id}`.

use crate::support::{Gateway, admin, customer, merchant, support};

#[tokio::test]
async fn in_development_everybody_has_masked_methods_and_always_the_same() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    for n in 1..=6 {
        let id = gateway
            .create(&merchant(1), "Ana", &format!("a{n}@example.com"))
            .await;
        let path = format!("/users/payment-methods/{id}");
        let first = gateway.get(&path).by(&merchant(1)).send().await;
        let methods = first.json();
        let methods = methods.as_array().unwrap();
        assert!((1..=3).contains(&methods.len()), "{n}");
        assert_eq!(
            methods
                .iter()
                .filter(|method| method["isDefault"] == true)
                .count(),
            1,
            "{n}"
        );
        for method in methods {
            assert_eq!(method["last4"].as_str().unwrap().len(), 4, "{n}");
            assert!((1..=12).contains(&method["expiryMonth"].as_i64().unwrap()), "{n}");
            assert!(method["brand"].is_string() && method["id"].is_string(), "{n}");
        }
        let again = gateway.get(&path).by(&merchant(1)).send().await;
        assert_eq!(first.body, again.body, "{n}");
    }
}

#[tokio::test]
async fn otherwise_a_customer_has_none_until_one_is_saved() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let answer = gateway
        .get("/users/payment-methods/1")
        .by(&customer(7))
        .send()
        .await;
    assert_eq!((answer.status, &answer.body[..]), (200, &b"[]"[..]));
}

#[tokio::test]
async fn who_sees_whose_methods() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    for (who, caller, path, expected) in [
        ("the login itself", customer(7), "/users/payment-methods/1", 200),
        ("another login", customer(8), "/users/payment-methods/1", 403),
        ("the merchant", merchant(1), "/users/payment-methods/1", 200),
        ("another merchant", merchant(2), "/users/payment-methods/1", 404),
        ("support", support(), "/users/payment-methods/1", 200),
        ("nobody of that id", admin(), "/users/payment-methods/2", 404),
        ("no id", admin(), "/users/payment-methods/x", 404),
    ] {
        let answer = gateway.get(path).by(&caller).send().await;
        assert_eq!(answer.status, expected, "{who}");
    }
    assert_eq!(gateway.get("/users/payment-methods/1").send().await.status, 401);
}

#[tokio::test]
async fn the_methods_go_with_the_customer() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    gateway
        .get("/users/payment-methods/1")
        .by(&customer(7))
        .send()
        .await;
    gateway.delete("/customers/1").by(&customer(7)).send().await;
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    let left: i64 = database
        .query_row("SELECT count(*) FROM payment_methods", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}
