use serde_json::json;

use crate::support::{Gateway, admin, customer, merchant, of_profile, support};

#[tokio::test]
async fn who_sees_which_customer() {
    let gateway = Gateway::start().await;
    let mine = gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let theirs = gateway.create(&merchant(2), "Bo", "bo@example.com").await;
    let missing = 9999;
    for (who, caller, id, expected) in [
        ("the login itself", customer(7), mine, (200, "")),
        (
            "a token that names the profile",
            of_profile(mine),
            mine,
            (200, ""),
        ),
        (
            "a token that names another merchant's profile",
            of_profile(theirs),
            theirs,
            (200, ""),
        ),
        ("another login", customer(8), mine, (403, "FORBIDDEN")),
        (
            "another login, nothing there",
            customer(8),
            missing,
            (403, "FORBIDDEN"),
        ),
        (
            "a token whose profile is gone",
            of_profile(missing),
            missing,
            (404, "CUSTOMER_NOT_FOUND"),
        ),
        ("the merchant", merchant(1), mine, (200, "")),
        (
            "another merchant",
            merchant(1),
            theirs,
            (404, "CUSTOMER_NOT_FOUND"),
        ),
        (
            "a merchant, nothing there",
            merchant(1),
            missing,
            (404, "CUSTOMER_NOT_FOUND"),
        ),
        ("support", support(), theirs, (200, "")),
        ("an administrator", admin(), theirs, (200, "")),
        (
            "an administrator, nothing there",
            admin(),
            missing,
            (404, "CUSTOMER_NOT_FOUND"),
        ),
    ] {
        let answer = gateway.get(&format!("/customers/{id}")).by(&caller).send().await;
        assert_eq!(answer.verdict(), (expected.0, expected.1.to_owned()), "{who}");
        if expected.0 == 200 {
            assert_eq!(answer.json()["id"], id, "{who}");
        }
    }
}

#[tokio::test]
async fn a_customer_who_is_not_there_is_named_as_upstream_names_them() {
    let gateway = Gateway::start().await;
    let answer = gateway.get("/customers/12345").by(&admin()).send().await;
    let mut body = answer.json();
    assert!(
        body["error"]["details"]["timestamp"]
            .take()
            .as_str()
            .unwrap()
            .ends_with('Z')
    );
    assert_eq!(
        body["error"]["details"]["requestId"].take(),
        answer.header("x-request-id").unwrap()
    );
    let details = json!({ "customerId": "12345", "timestamp": null, "requestId": null });
    let error = json!({ "code": "CUSTOMER_NOT_FOUND", "message": "Customer with ID 12345 not found",
        "details": details });
    assert_eq!(body, json!({ "error": error }));
}

#[tokio::test]
async fn what_is_not_an_id_names_no_customer_and_is_not_echoed() {
    let gateway = Gateway::start().await;
    for (segment, echoed) in [
        ("abc", None),
        ("0", Some("0")),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("%3Cscript%3E", None),
        ("9223372036854775808", None),
        ("ana@example.com", None),
        ("%FF", None),
    ] {
        let answer = gateway
            .get(&format!("/customers/{segment}"))
            .by(&admin())
            .send()
            .await;
        assert_eq!(
            answer.verdict(),
            (404, "CUSTOMER_NOT_FOUND".to_owned()),
            "{segment}"
        );
        assert_eq!(
            answer.json()["error"]["details"]["customerId"].as_str(),
            echoed,
            "{segment}"
        );
    }
}

#[tokio::test]
async fn a_version_that_the_client_has_is_not_sent_again() {
    let gateway = Gateway::start().await;
    let id = gateway.create(&customer(7), "Ana", "ana@example.com").await;
    let path = format!("/customers/{id}");
    let tag = gateway.get(&path).by(&customer(7)).send().await.etag().to_owned();
    for (condition, expected) in [
        (tag.clone(), 304),
        (format!("W/{tag}"), 304),
        (format!("\"other\", {tag}"), 304),
        ("*".to_owned(), 304),
        ("\"other\"".to_owned(), 200),
        ("nonsense".to_owned(), 200),
    ] {
        let call = gateway
            .get(&path)
            .by(&customer(7))
            .header("if-none-match", &condition);
        let answer = call.send().await;
        assert_eq!(answer.status, expected, "{condition}");
        assert_eq!(answer.etag(), tag, "{condition}");
        assert_eq!(answer.body.is_empty(), expected == 304, "{condition}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{condition}");
    }
}
