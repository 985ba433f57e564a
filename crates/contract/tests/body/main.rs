//! Verdicts on whole bodies, a table for each question: can it be judged, how is it read, what do its fields come to.
#![cfg(not(target_arch = "wasm32"))]

mod fields;
mod form;
mod reading;

use cyrexa_contract::Operation::{Create, Update};
use cyrexa_contract::{Malformed, Operation, Refusal, judge};

/// Accepted: the patch as JSON. Invalid: `field code`, in order. Malformed: the variant.
fn verdict(body: &[u8], operation: Operation) -> String {
    match judge(body, operation) {
        Ok(patch) => serde_json::to_string(&patch).expect("a patch is JSON"),
        Err(Refusal::Malformed(malformed)) => format!("{malformed:?}"),
        Err(Refusal::Invalid(violations)) => {
            assert!(!violations.is_empty(), "a refusal without a reason");
            let listed: Vec<_> = violations
                .iter()
                .map(|violation| format!("{} {}", violation.field.key(), violation.reason.code()))
                .collect();
            listed.join(", ")
        }
    }
}

#[track_caller]
fn check(operation: Operation, body: impl AsRef<[u8]>, expected: &str) {
    let body = body.as_ref();
    let shown = String::from_utf8_lossy(body.get(..200).unwrap_or(body));
    assert_eq!(verdict(body, operation), expected, "{operation:?} {shown}");
}

#[track_caller]
fn check_malformed(body: impl AsRef<[u8]>, expected: Malformed) {
    for operation in [Create, Update] {
        check(operation, body.as_ref(), &format!("{expected:?}"));
    }
}
