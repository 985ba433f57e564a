//! `GET /customers/{id}`, and the list of payment methods.

use cyrexa_contract::Field;
use cyrexa_editor::answer::{Answer, outcome, payment_methods};
use cyrexa_editor::{FailureKind, Operation, Outcome};

use crate::{LARGE, answer, read};

#[test]
fn a_customer_with_the_asked_id_is_a_read() {
    for (asked, body) in [
        (5, r#"{"id":5}"#.to_owned()),
        (5, r#"{"id":"5","name":"Ana"}"#.to_owned()),
        (5, r#"{"id":5,"error":null}"#.to_owned()),
        (LARGE, format!(r#"{{"user":{{"id":7}},"id" : {LARGE}}}"#)),
        (LARGE, format!(r#"{{"id":"{LARGE}"}}"#)),
    ] {
        let operation = Operation::Read { id: asked };
        let Outcome::Read { customer, .. } = outcome(&operation, &answer(200, &body)) else {
            panic!("{body} is a read")
        };
        assert_eq!(customer.id, asked, "{body}");
    }
}

#[test]
fn a_customer_with_another_id_is_refused() {
    for (asked, body) in [
        (5, r#"{"id":6,"name":"Viktor"}"#.to_owned()),
        (5, r#"{"id":"6"}"#.to_owned()),
        // The same double as the asked one.
        (LARGE, format!(r#"{{"id":{}}}"#, LARGE - 1)),
    ] {
        let outcome = outcome(&Operation::Read { id: asked }, &answer(200, &body));
        assert_eq!(outcome, Outcome::Failed(FailureKind::OtherCustomer), "{body}");
    }
}

#[test]
fn nothing_is_no_customer() {
    for status in [200, 204, 205] {
        let outcome = outcome(&read(), &answer(status, ""));
        assert_eq!(outcome, Outcome::Failed(FailureKind::Unreadable));
    }
}

#[test]
fn numbers_may_be_strings_and_digits_numbers() {
    let body = r#"{"id":"5","ownerId":"9","phone":4755550142,"memberId":12345678901234567,
        "totalDeposits":"1234.50","createDate":1700000000,"name":true}"#;
    let Outcome::Read { customer, .. } = outcome(&read(), &answer(200, body)) else {
        panic!("a read")
    };
    assert_eq!(customer.owner_id, Some(9));
    assert_eq!(customer.text(Field::Phone), Some("4755550142"));
    assert_eq!(customer.text(Field::MemberId), Some("12345678901234567"));
    assert_eq!(customer.text(Field::Name), None);
    assert_eq!(customer.total_deposits, Some(1234.5));
    assert_eq!(customer.create_date, None);
}

#[test]
fn only_a_strong_quoted_etag_is_one() {
    for (etag, expected) in [
        (r#""5""#, Some(r#""5""#)),
        (r#""5-gzip""#, Some(r#""5-gzip""#)),
        (r#"W/"5""#, None),
        ("5", None),
        (r#"""#, None),
    ] {
        let answer = Answer {
            etag: Some(etag.to_owned()),
            ..answer(200, r#"{"id":5}"#)
        };
        let Outcome::Read { etag: read, .. } = outcome(&read(), &answer) else {
            panic!("{etag} is a read")
        };
        assert_eq!(read.as_deref(), expected);
    }
}

#[test]
fn payment_methods_come_as_a_list_or_as_a_page() {
    for body in [
        r#"[{"id":"a","last4":"0042"}]"#,
        r#"{"items":[{"id":"a","last4":"0042"}]}"#,
    ] {
        let methods = payment_methods(&answer(200, body)).expect("both shapes are read");
        assert_eq!(methods[0].last4.as_deref(), Some("0042"));
    }
    for (status, body) in [(200, ""), (200, "{}"), (200, "<html>"), (500, "[]"), (403, "[]")] {
        assert!(payment_methods(&answer(status, body)).is_err(), "{status} {body}");
    }
    let redirected = Answer {
        is_redirected: true,
        ..answer(200, "[]")
    };
    assert!(payment_methods(&redirected).is_err());
}
