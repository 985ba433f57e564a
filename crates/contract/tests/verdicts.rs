//! Three ways to a verdict give the same: a body by `validate()`, a body at the edge, a text as it is typed.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::{Field, Operation, Patch, Reason, Refusal, check_body, check_text, judge, normal_form};
use proptest::prelude::*;

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

/// Of an update, so nothing else is missing.
fn reason_of(refusal: Option<Refusal>) -> Option<Reason> {
    match refusal? {
        Refusal::Invalid(violations) => violations.into_iter().next().map(|violation| violation.reason),
        Refusal::Malformed(flaw) => panic!("{flaw:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_body_and_a_text_fail_the_same_rule(field in prop::sample::select(&Field::ALL), text in text()) {
        let body = serde_json::json!({ field.key(): text }).to_string();
        let judged = reason_of(judge(body.as_bytes(), Operation::Update).err());
        prop_assert_eq!(&judged, &reason_of(check_body(body.as_bytes(), Operation::Update).err()));
        prop_assert_eq!(&judged, &check_text(field, &text).map(|violation| violation.reason));
        let patch = Patch::of(field, normal_form(field, &text));
        let of_patch = patch.violations(Operation::Update).into_iter().next();
        prop_assert_eq!(&judged, &of_patch.map(|violation| violation.reason));
    }
}
