//! What a browser's JSON makes of an answer. The tables of what counts as one stand in
//! `crates/editor/tests/answers`.
#![cfg(target_arch = "wasm32")]

use cyrexa_contract::Patch;
use cyrexa_editor::{Operation, Outcome, answer};
use cyrexa_profile::api::json::Json;
use cyrexa_profile::api::{Answer, outcome, payment_methods};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn answer(status: u16, body: &str) -> Answer {
    Answer {
        contract: None,
        content: answer::Answer::new(status, body.to_owned(), Json::read(body)),
    }
}

fn said(operation: &Operation, status: u16, body: &str) -> String {
    format!(
        "{:?}",
        outcome(operation, Ok(&answer(status, body))).expect("it was not stopped")
    )
}

#[wasm_bindgen_test]
fn a_browsers_json_is_judged_as_any_other() {
    let read = Operation::Read { id: 5 };
    for (status, body, expected) in [
        (
            200,
            r#"{"id":5}"#,
            "Read { customer: Customer { id: 5, .. }, etag: None }",
        ),
        (
            200,
            r#"{"id":"5"}"#,
            "Read { customer: Customer { id: 5, .. }, etag: None }",
        ),
        (200, r#"{"id":6}"#, "Failed(OtherCustomer)"),
        (200, r#"[{"id":5}]"#, "Failed(Unreadable)"),
        (
            200,
            r#"{"id":5,"error":null}"#,
            "Read { customer: Customer { id: 5, .. }, etag: None }",
        ),
        (200, r#"{"id":5,"error":{}}"#, "Failed(Unreadable)"),
        (200, r#"{"id":5,"success":false}"#, "Failed(Unreadable)"),
        (200, r#"{"id":5,"na"#, "Failed(Unreadable)"),
        (200, "null", "Failed(Unreadable)"),
        (200, "<html>", "Failed(Unreadable)"),
        (403, "<html>", "Failed(Unreadable)"),
        (403, r#"{"error":{"code":"FORBIDDEN"}}"#, "Forbidden"),
        (401, "<html>", "Failed(MaybeSignedOut)"),
    ] {
        assert_eq!(said(&read, status, body), expected, "{status} {body}");
    }
}

/// Other parsers refuse both.
#[wasm_bindgen_test]
fn half_a_character_and_a_number_without_end_do_not_take_the_fields_with_them() {
    let update = Operation::Update {
        id: 5,
        patch: Patch::default(),
        if_match: None,
    };
    for strange in [r#""requestId":"\ud800""#, r#""current":{"totalDeposits":1e999}"#] {
        let fields = r#""fields":[{"field":"name","code":"required","params":{}}]"#;
        let body = format!(r#"{{"error":{{"code":"VALIDATION_FAILED","details":{{{strange},{fields}}}}}}}"#);
        assert_eq!(
            said(&update, 400, &body),
            "Rejected(Invalid([Violation { field: Name, reason: Required }]))",
            "{body}"
        );
    }
}

#[wasm_bindgen_test]
fn ids_beyond_what_a_double_holds_are_exact() {
    let id = 9_007_199_254_740_993;
    let create = Operation::Create {
        patch: Patch::default(),
        idempotency_key: String::new(),
    };
    for body in [
        r#"{"id":9007199254740993}"#,
        r#"{"id":"9007199254740993"}"#,
        "9007199254740993",
    ] {
        let Some(Outcome::Created { id: read, .. }) = outcome(&create, Ok(&answer(200, body))) else {
            panic!("{body} is a create")
        };
        assert_eq!(read, Some(id), "{body}");
    }
}

#[wasm_bindgen_test]
fn lists_are_read() {
    for body in [r#"[{"id":"a"}]"#, r#"{"items":[{"id":"a"}]}"#] {
        assert_eq!(payment_methods(&answer(200, body)).map(|all| all.len()), Ok(1));
    }
    assert!(payment_methods(&answer(200, r#"{"items":{}}"#)).is_err());
}
