//! What is declared on `Patch` by `validator`'s derive is what a verdict says: who calls `validate()` gets the same answer.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::{Change, Field, Operation, Patch, Reason, check_text, normal_form};
use proptest::prelude::*;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

/// The reason that the derive's report gives for a field. It is in random order, and carries the rejected value.
fn declared(failed: &ValidationErrors, field: Field, text: &str) -> Option<Reason> {
    let name = if field == Field::MemberId {
        "member_id"
    } else {
        field.key()
    };
    let Some(ValidationErrorsKind::Field(errors)) = failed.errors().get(name) else {
        return None;
    };
    if errors.iter().any(|error| error.code == "length") {
        let actual = text.chars().count() as u64;
        return Some(Reason::TooLong {
            max: field.max_length(),
            actual,
        });
    }
    let error = &errors[0];
    Some(match &*error.code {
        "characters" => Reason::Characters {
            position: error.params["position"].as_u64().expect("a position is a number"),
        },
        "card_number" => Reason::CardNumber,
        "format" => Reason::Format,
        other => panic!("no rule reports {other}"),
    })
}

/// Texts at and over every limit, of every kind that a rule looks for.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "\\PC{0,12}",
        "[a-z]{1,8}@[a-z-]{1,8}\\.[a-z]{2,4}",
        "[+0-9 ()-]{4,24}",
        Just("4242 4242 4242 4242".to_owned()),
        Just("\u{200b}\u{0}\n".to_owned()),
        (90..110_usize).prop_map(|length| "ä".repeat(length)),
        (245..260_usize).prop_map(|length| "b".repeat(length)),
        (995..1005_usize).prop_map(|length| "c".repeat(length)),
        Just("9".repeat(5000)),
    ];
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_declaration_and_the_verdict_give_the_same_reason(field in prop::sample::select(&Field::ALL), text in text()) {
        let change = normal_form(field, &text);
        let patch = Patch::of(field, change.clone());
        let failed = patch.validate().err().unwrap_or_default();
        let said = patch.violations(Operation::Update).first().map(|violation| violation.reason.clone());
        let by_declaration = match &change {
            Change::Set(text) => declared(&failed, field, text),
            Change::Keep | Change::Clear => None,
        };
        // What is missing is no rule of a text: it depends on the operation, which the derive does not know.
        prop_assert_eq!(by_declaration, said.clone().filter(|reason| *reason != Reason::Required));
        prop_assert_eq!(said, check_text(field, &text).map(|violation| violation.reason));
    }
}
