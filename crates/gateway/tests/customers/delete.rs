use crate::support::{Gateway, admin, customer, merchant, of_profile, support};
use serde_json::json;

#[tokio::test]
async fn who_may_delete_which_customer() {
    for (who, caller, expected) in [
        ("the login itself", customer(7), (200, "")),
        ("a token that names the profile", of_profile(1), (200, "")),
        ("another login", customer(8), (403, "FORBIDDEN")),
        ("the merchant", merchant(1), (200, "")),
        ("another merchant", merchant(2), (404, "CUSTOMER_NOT_FOUND")),
        ("support", support(), (403, "FORBIDDEN")),
        ("an administrator", admin(), (200, "")),
    ] {
        let gateway = Gateway::start().await;
        gateway.create(&customer(7), "Ana", "ana@example.com").await;
        let answer = gateway.delete("/customers/1").by(&caller).send().await;
        assert_eq!(answer.verdict(), (expected.0, expected.1.to_owned()), "{who}");
        let after = gateway.get("/customers/1").by(&admin()).send().await;
        assert_eq!(after.status == 404, expected.0 == 200, "{who}");
    }
}

#[tokio::test]
async fn a_stale_version_is_not_deleted() {
    let gateway = Gateway::start().await;
    gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let phone = json!({ "phone": "+1234567890" });
    gateway
        .put("/customers/1")
        .by(&customer(7))
        .json(&phone)
        .send()
        .await;
    for (condition, expected) in [
        ("\"1-1\"", 412),
        ("W/\"1-2\"", 412),
        ("nonsense", 400),
        ("\"1-2\"", 200),
    ] {
        let call = gateway
            .delete("/customers/1")
            .by(&customer(7))
            .header("if-match", condition);
        assert_eq!(call.send().await.status, expected, "{condition}");
    }
}

#[tokio::test]
async fn no_value_of_a_deleted_customer_stays_in_the_files() {
    let gateway = Gateway::start().await;
    let body = json!({ "name": "Wilhelmina Unmistakable", "email": "unmistakable@example.com",
        "address": "Rare Lane 77", "phone": "+99 555 0199", "memberId": "UNMISTAKABLE-1" });
    let call = gateway
        .post("/customers")
        .by(&customer(7))
        .header("idempotency-key", "k");
    assert_eq!(call.json(&body).send().await.status, 200);
    gateway.delete("/customers/1").by(&customer(7)).send().await;

    let history = gateway
        .get("/customers/1/audit")
        .by(&merchant(1))
        .send()
        .await
        .json();
    assert_eq!(history["items"][0]["action"], "delete");
    assert_eq!(
        history["items"][0]["fields"],
        json!(["name", "email", "address", "phone", "memberId"])
    );

    // While it runs: closing the database would tidy up the log by itself.
    for file in std::fs::read_dir(gateway.database().parent().unwrap()).unwrap() {
        let file = file.unwrap().path();
        let bytes = std::fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for value in ["wilhelmina", "unmistakable", "rare lane", "555 0199"] {
            assert!(!text.contains(value), "{} holds {value}", file.display());
        }
    }
}

#[tokio::test]
async fn no_part_of_a_deleted_customer_stays_in_the_search_index() {
    let gateway = Gateway::start().await;
    gateway
        .create(&customer(7), "Wilhelmina", "unmistakable@example.com")
        .await;
    gateway.create(&customer(8), "Bo", "bo@shop.test").await;
    let body = json!({ "name": "Wilhelmine" });
    gateway
        .put("/customers/1")
        .by(&customer(7))
        .json(&body)
        .send()
        .await;
    gateway.delete("/customers/1").by(&customer(7)).send().await;
    let database = rusqlite::Connection::open(gateway.database()).unwrap();
    for (index, left) in [("customers_by_name", ""), ("customers_by_email", "bo@shop.test")] {
        database
            .execute_batch(&format!(
                "CREATE VIRTUAL TABLE temp.{index}_terms USING fts5vocab (main, {index}, row)"
            ))
            .unwrap();
        let terms: Vec<String> = database
            .prepare(&format!("SELECT term FROM temp.{index}_terms ORDER BY term"))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let mut expected = vec!["<1>"];
        expected.extend((0..left.len().saturating_sub(2)).map(|at| &left[at..at + 3]));
        expected.sort_unstable();
        assert_eq!(terms, expected, "{index}");
        database
            .execute_batch(&format!(
                "INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
            ))
            .expect("the index is as the customers are");
        // Not only in what SQLite shows: in the bytes of the index's pages.
        let pages: Vec<Vec<u8>> = database
            .prepare(&format!("SELECT block FROM {index}_data"))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let bytes = pages.concat();
        for part in ["wil", "unm", "nmi"] {
            let is_there = bytes
                .windows(3)
                .any(|part_of_page| part_of_page == part.as_bytes());
            assert!(!is_there, "{index}: {part}");
        }
    }
}
