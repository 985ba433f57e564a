//! What each answer of a gateway means to the page. In a browser, whose JSON reads them.
#![cfg(target_arch = "wasm32")]

use cyrexa_editor::{FailureKind, Outcome};
use cyrexa_profile::api::{Answer, create_outcome, payment_methods, read_outcome, update_outcome};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn answer(status: u16, body: &str) -> Answer {
    Answer {
        status,
        body: body.to_owned(),
        ..Answer::default()
    }
}

#[wasm_bindgen_test]
fn the_new_id_is_learned_from_the_first_place_that_has_it() {
    for (body, location, expected) in [
        (
            r#"{"id":5,"name":"Ana"}"#,
            Some("/ipg/2.0.0/customers/9"),
            Some(5),
        ),
        ("7", Some("/ipg/2.0.0/customers/9"), Some(7)),
        (" 7\n", None, Some(7)),
        ("", Some("/ipg/2.0.0/customers/9"), Some(9)),
        (
            "",
            Some("https://gateway.cyrexa.com/ipg/2.0.0/customers/9/"),
            Some(9),
        ),
        ("{}", Some("/customers/9?x=1"), Some(9)),
        (r#"{"name":"Ana"}"#, None, None),
        ("", Some("/customers/new"), None),
        ("0", None, None),
        ("-3", None, None),
        ("", None, None),
        ("<html>", None, None),
    ] {
        let answer = Answer {
            location: location.map(str::to_owned),
            ..answer(200, body)
        };
        let Outcome::Created { id, .. } = create_outcome(&answer) else {
            panic!("{body} is a success")
        };
        assert_eq!(id, expected, "{body:?} {location:?}");
    }
}

#[wasm_bindgen_test]
fn every_status_means_one_outcome() {
    let envelope = |code: &str, details: &str| {
        format!(r#"{{"error":{{"code":"{code}","message":"","details":{details}}}}}"#)
    };
    let fields = r#"{"fields":[{"field":"name","code":"required","params":{}}]}"#;
    for (status, retry_after, body, expected) in [
        (
            400,
            None,
            envelope("VALIDATION_FAILED", fields),
            "Rejected(Invalid([Violation { field: Name, reason: Required }]))",
        ),
        (400, None, envelope("VALIDATION_FAILED", "{}"), "Rejected(Other)"),
        (400, None, "not json".into(), "Rejected(Other)"),
        (
            400,
            None,
            envelope("DUPLICATE_CUSTOMER", "{}"),
            "Rejected(Duplicate)",
        ),
        (401, None, String::new(), "Unauthorised"),
        (403, None, String::new(), "Forbidden"),
        (404, None, String::new(), "NotFound"),
        (
            409,
            None,
            envelope("DUPLICATE_CUSTOMER", "{}"),
            "Rejected(Duplicate)",
        ),
        (
            409,
            None,
            envelope("IDEMPOTENCY_CONFLICT", "{}"),
            "Rejected(StillRunning)",
        ),
        (409, None, String::new(), "Rejected(Other)"),
        (412, None, String::new(), "Conflict { current: None, etag: None }"),
        (415, None, String::new(), "Rejected(Other)"),
        (
            429,
            Some(3),
            String::new(),
            "RateLimited { retry_after: Some(Millis(3000)) }",
        ),
        (429, None, String::new(), "RateLimited { retry_after: None }"),
        (
            503,
            Some(2),
            String::new(),
            "RateLimited { retry_after: Some(Millis(2000)) }",
        ),
        (503, None, String::new(), "Failed(Server(503))"),
        (500, None, String::new(), "Failed(Server(500))"),
        (304, None, String::new(), "Failed(Unreadable)"),
    ] {
        let answer = Answer {
            retry_after,
            ..answer(status, &body)
        };
        for outcome in [
            read_outcome(&answer),
            update_outcome(&answer),
            create_outcome(&answer),
        ] {
            assert_eq!(format!("{outcome:?}"), expected, "{status} {body}");
        }
    }
}

#[wasm_bindgen_test]
fn a_read_without_a_customer_in_it_is_unreadable() {
    for body in ["", "{}", "[]", "null", r#"{"id":1,"na"#] {
        assert_eq!(
            read_outcome(&answer(200, body)),
            Outcome::Failed(FailureKind::Unreadable),
            "{body}"
        );
    }
}

#[wasm_bindgen_test]
fn an_update_needs_no_body_and_a_broken_one_does_not_undo_it() {
    for body in ["", "{}", r#"{"id":1,"na"#, "OK"] {
        let expected = Outcome::Saved {
            customer: None,
            etag: None,
        };
        assert_eq!(update_outcome(&answer(200, body)), expected, "{body}");
    }
}

#[wasm_bindgen_test]
fn a_weak_etag_is_as_good_as_none() {
    for (etag, expected) in [(r#""5""#, Some(r#""5""#)), (r#"W/"5""#, None), ("5", None)] {
        let answer = Answer {
            etag: Some(etag.to_owned()),
            ..answer(200, r#"{"id":1}"#)
        };
        let Outcome::Read { etag: read, .. } = read_outcome(&answer) else {
            panic!("{etag} is a read")
        };
        assert_eq!(read.as_deref(), expected);
    }
}

#[wasm_bindgen_test]
fn payment_methods_come_as_a_list_or_as_a_page() {
    for body in [
        r#"[{"id":"a","last4":"0042"}]"#,
        r#"{"items":[{"id":"a","last4":"0042"}]}"#,
    ] {
        let methods = payment_methods(&answer(200, body)).expect("both shapes are read");
        assert_eq!(methods[0].last4.as_deref(), Some("0042"));
    }
    assert!(payment_methods(&answer(200, "")).is_err());
    assert!(payment_methods(&answer(500, "[]")).is_err());
}
