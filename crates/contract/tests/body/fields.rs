//! What the fields of a body come to: every type, every absence, every failing field.

use cyrexa_contract::Operation::{Create, Update};

use super::check;

#[test]
fn every_other_type_is_named_in_every_field() {
    for value in [
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "1e999",
        "1e2",
        "[]",
        "{}",
        "[\"Ana\"]",
        "{\"value\":\"Ana\"}",
        "[[[]]]",
        "[null]",
    ] {
        for field in ["name", "email", "address", "phone", "memberId"] {
            check(
                Update,
                format!(r#"{{"{field}":{value}}}"#),
                &format!("{field} type"),
            );
            check(
                Update,
                format!("{{ \"{field}\" :\n{value} }}"),
                &format!("{field} type"),
            );
        }
        check(
            Create,
            format!(r#"{{"email":"a@b","name":{value}}}"#),
            "name type",
        );
        check(
            Create,
            format!(r#"{{"name":{value},"phone":{value}}}"#),
            "name type, email required, phone type",
        );
    }
}

#[test]
fn absent_null_and_value_on_create() {
    check(Create, "{}", "name required, email required");
    check(
        Create,
        r#"{"name":null,"email":null}"#,
        "name required, email required",
    );
    check(Create, r#"{"name":"Ana"}"#, "email required");
    check(Create, r#"{"email":"a@b"}"#, "name required");
    check(
        Create,
        r#"{"name":"","email":""}"#,
        "name required, email required",
    );
    check(
        Create,
        r#"{"name":" \t\n","email":"\u3000"}"#,
        "name required, email required",
    );
    check(
        Create,
        r#"{"name":"Ana","email":"a@b"}"#,
        r#"{"name":"Ana","email":"a@b"}"#,
    );
    check(
        Create,
        r#"{"name":"Ana","email":"a@b","address":null,"phone":"","memberId":"  "}"#,
        r#"{"name":"Ana","email":"a@b","address":null,"phone":null,"memberId":null}"#,
    );
}

#[test]
fn absent_null_and_value_on_update() {
    check(Update, "{}", "{}");
    check(Update, r#"{"name":null}"#, "name required");
    check(Update, r#"{"email":null}"#, "email required");
    check(Update, r#"{"name":"  "}"#, "name required");
    check(
        Update,
        r#"{"email":"","name":""}"#,
        "name required, email required",
    );
    check(
        Update,
        r#"{"address":null,"phone":null,"memberId":null}"#,
        r#"{"address":null,"phone":null,"memberId":null}"#,
    );
    check(
        Update,
        r#"{"address":" ","phone":"\n\u200b","memberId":"\u200e"}"#,
        r#"{"address":null,"phone":null,"memberId":null}"#,
    );
    check(Update, r#"{"phone":"+1234567890"}"#, r#"{"phone":"+1234567890"}"#);
}

#[test]
fn texts_are_taken_in_normal_form() {
    check(Update, r#"{"name":"  Ana  "}"#, r#"{"name":"Ana"}"#);
    check(
        Update,
        r#"{"name":"\u00a0\u3000Ana\u2028\u0085"}"#,
        r#"{"name":"Ana"}"#,
    );
    check(
        Update,
        r#"{"address":"\n 1 Hill \n Leeds \n"}"#,
        r#"{"address":"1 Hill \n Leeds"}"#,
    );
    check(
        Update,
        r#"{"name":"\u200fA\u200fb\u061c","address":"1\r\n2\r3","phone":"+٤٧ 55‑55 01 42\ufe0d"}"#,
        "{\"name\":\"A\u{200F}b\",\"address\":\"1\\n2\\n3\",\"phone\":\"+47 55-55 01 42\"}",
    );
}

#[test]
fn every_failing_field_is_listed_once_in_contract_order() {
    check(
        Create,
        r#"{"memberId":"\u0000","phone":"call me","address":"4111111111111111","email":"a@","name":7}"#,
        "name type, email format, address card_number, phone format, memberId characters",
    );
    check(
        Update,
        r#"{"memberId":[],"address":{},"name":null,"phone":"\u200b1","email":"\ud800"}"#,
        "name required, email characters, address type, phone format, memberId type",
    );
    let long = "x".repeat(256);
    check(
        Create,
        format!(
            r#"{{"phone":"{long}","memberId":"{long}","email":"{long}","address":"{long}","name":"{long}"}}"#
        ),
        "name too_long, email too_long, address too_long, phone too_long, memberId too_long",
    );
}
