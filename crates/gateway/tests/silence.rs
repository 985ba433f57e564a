//! What the program writes about a whole day's work holds nothing of a person, and no token.

use cyrexa_gateway::auth::{SigningKey, mint};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{KEY, Program, admin, customer, merchant};

#[tokio::test]
async fn the_log_of_a_whole_flow_has_no_personal_data() {
    let folder = TempDir::new().unwrap();
    let mut gateway = Program::start(folder.path(), &["--dev", "--log", "trace"]);
    let person = json!({ "name": "Wilhelmina Sample", "email": "wilhelmina@example.com",
        "address": "Rare Lane 77", "phone": "+99 555 0199", "memberId": "MEMBER-77" });
    let send = |call: crate::support::Call, body: &Value| call.json(body).send();

    let by = customer(7_777_777);
    let call = gateway
        .post("/customers")
        .by(&by)
        .header("idempotency-key", "secret-key");
    assert_eq!(send(call, &person).await.status, 200);
    assert_eq!(
        send(gateway.post("/customers").by(&merchant(1)), &person)
            .await
            .status,
        409
    );
    let invalid = json!({ "name": "4242 4242 4242 4242", "email": "wilhelmina@" });
    assert_eq!(
        send(gateway.put("/customers/1").by(&by), &invalid).await.status,
        400
    );
    let stale = gateway
        .put("/customers/1")
        .by(&by)
        .header("if-match", "\"stale\"");
    assert_eq!(send(stale, &json!({ "phone": null })).await.status, 412);
    assert_eq!(
        send(
            gateway.put("/customers/1").by(&by),
            &json!({ "name": "Mina Sample" })
        )
        .await
        .status,
        200
    );
    for path in [
        "/customers?q=wilhelmina",
        "/customers/wilhelmina@example.com",
        "/customers/1",
        "/customers/1/audit",
        "/customers/1/export",
        "/users/payment-methods/1",
        "/nothing/wilhelmina",
    ] {
        gateway.get(path).by(&admin()).send().await;
    }
    gateway
        .get(&gateway.root("/dev/token?role=customer&sub=7777777"))
        .send()
        .await;
    let call = gateway
        .call("WILHELMINA".parse().unwrap(), "/customers/1")
        .by(&admin());
    call.send().await;
    assert_eq!(gateway.delete("/customers/1").by(&by).send().await.status, 200);
    gateway.signal("TERM");
    assert!(gateway.wait().success());

    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.lines().count() >= 15, "{log}");
    for line in log.lines() {
        let mut line: Value = serde_json::from_str(line).expect("each line is JSON");
        assert!(line["level"].is_string() && line["message"].is_string());
        // A random id or a time contains four given digits now and then.
        for number in ["timestamp", "micros", "request_id"] {
            line.as_object_mut().unwrap().remove(number);
        }
        assert!(!line.to_string().contains("4242"), "a card's last digits: {line}");
    }
    let written = log.to_lowercase();
    let token = mint(&SigningKey::from_bytes(KEY.as_bytes()).unwrap(), &by);
    let secret = token.split('.').next().unwrap().to_lowercase();
    for value in [
        "wilhelmina",
        "mina sample",
        "rare lane",
        "555 0199",
        "member-77",
        "4242 4242",
        "42424242",
        "7777777",
        "secret-key",
        "bearer",
        KEY,
        &secret,
    ] {
        assert!(!written.contains(value), "{value} is in the log");
    }
}
