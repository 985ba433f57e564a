//! `PUT /customers/{id}`.

use cyrexa_editor::answer::outcome;
use cyrexa_editor::{FailureKind, Outcome};

use crate::{answer, update};

#[test]
fn the_documented_empty_body_acknowledges() {
    for (status, body) in [(200, ""), (204, ""), (200, " \n")] {
        let expected = Outcome::Saved {
            customer: None,
            etag: None,
        };
        assert_eq!(outcome(&update(), &answer(status, body)), expected, "{status}");
    }
}

#[test]
fn the_customer_acknowledges_and_another_does_not() {
    let Outcome::Saved { customer, .. } = outcome(&update(), &answer(200, r#"{"id":5,"name":"Ana"}"#)) else {
        panic!("acknowledged")
    };
    assert_eq!(
        customer.and_then(|customer| customer.name).as_deref(),
        Some("Ana")
    );
    assert_eq!(
        outcome(&update(), &answer(200, r#"{"id":6}"#)),
        Outcome::Failed(FailureKind::OtherCustomer)
    );
}

#[test]
fn anything_else_does_not() {
    for body in ["{}", "5", r#""5""#, r#"{"success":true}"#, r#"{"phone":"+47 1"}"#] {
        let outcome = outcome(&update(), &answer(200, body));
        assert_eq!(outcome, Outcome::Failed(FailureKind::Unreadable), "{body}");
    }
}
