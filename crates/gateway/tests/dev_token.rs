//! `GET /dev/token`: only in development.

use serde_json::json;

use crate::support::{Answer, Client, Gateway};

async fn token(client: &Client, query: &str) -> Answer {
    client
        .get(&client.root(&format!("/dev/token?{query}")))
        .send()
        .await
}

async fn list(client: &Client, issued: &Answer) -> u16 {
    let bearer = format!("Bearer {}", issued.json()["token"].as_str().unwrap());
    client
        .get("/customers")
        .header("authorization", &bearer)
        .send()
        .await
        .status
}

#[tokio::test]
async fn a_token_is_to_be_had_in_development_only() {
    let dev = Gateway::start_with(|config| config.is_dev = true).await;
    for role in ["customer", "merchant", "support", "admin"] {
        let issued = token(&dev, &format!("role={role}")).await;
        assert_eq!(list(&dev, &issued).await, 200, "{role}");
    }
    let live = Gateway::start().await;
    assert_eq!(
        token(&live, "role=admin").await.verdict(),
        (404, "NOT_FOUND".to_owned())
    );
}

#[tokio::test]
async fn a_page_whose_name_leads_to_this_machine_gets_no_token() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    let asked = gateway.get(&gateway.root("/dev/token?role=admin"));
    let answer = asked.header("host", "evil.example:8787").send().await;
    assert_eq!(answer.verdict(), (400, "BAD_REQUEST".to_owned()));
}

#[tokio::test]
async fn a_token_says_what_was_asked_for() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    let create = |issued: Answer, email: &'static str| {
        let bearer = format!("Bearer {}", issued.json()["token"].as_str().unwrap());
        let call = gateway.post("/customers").header("authorization", &bearer);
        call.json(&json!({ "name": "Ana", "email": email })).send()
    };
    let made = create(
        token(&gateway, "role=customer&sub=42&owner=3").await,
        "a@example.com",
    )
    .await
    .json();
    assert_eq!((&made["userId"], &made["ownerId"]), (&json!(42), &json!(3)));
    let one = create(token(&gateway, "role=customer").await, "b@example.com")
        .await
        .json();
    let other = create(token(&gateway, "role=customer").await, "c@example.com")
        .await
        .json();
    assert_ne!(one["userId"], other["userId"], "each is a new person");

    let named = token(&gateway, "role=customer&customer=1").await;
    let bearer = format!("Bearer {}", named.json()["token"].as_str().unwrap());
    let own = gateway
        .get("/customers/1")
        .header("authorization", &bearer)
        .send()
        .await;
    assert_eq!(own.status, 200);
    assert_eq!(
        list(&gateway, &token(&gateway, "role=admin&ttl=0").await).await,
        401,
        "it has ended already"
    );
}

#[tokio::test]
async fn a_bad_parameter_is_refused() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    for query in [
        "",
        "role=",
        "role=king",
        "role=Admin",
        "role=admin&role=customer",
        "role=customer&customer=x",
        "role=customer&customer=0",
        "role=customer&sub=-1",
        "role=customer&owner=",
        "role=customer&ttl=-1",
        "role=customer&ttl=999999999",
    ] {
        assert_eq!(
            token(&gateway, query).await.verdict(),
            (400, "BAD_REQUEST".to_owned()),
            "{query}"
        );
    }
}
