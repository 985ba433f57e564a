//! How a body is read: what is tolerated, what is ignored, how escapes count, how long it may be.

use cyrexa_contract::Operation::{Create, Update};
use cyrexa_contract::{Malformed, judge};

use super::{check, check_malformed};

#[test]
fn a_leading_bom_and_json_white_space_are_tolerated() {
    check(Update, "\u{FEFF}{\"name\":\"Ana\"}", r#"{"name":"Ana"}"#);
    check(
        Update,
        " \t\r\n{ \"name\"\n:\t\"Ana\" }\r\n ",
        r#"{"name":"Ana"}"#,
    );
    check(Update, "\u{FEFF} {}", "{}");
}

#[test]
fn the_published_create_sample_works_as_published() {
    let sample = r#"{
  "id": 123,
  "ownerId": 123,
  "userId": 123,
  "ownerName": "<string>",
  "name": "<string>",
  "email": "jsmith@example.com",
  "address": "<string>",
  "phone": "+1234567890",
  "memberId": "<string>",
  "hasPaymentRequests": true,
  "totalDeposits": 123,
  "createDate": "2023-11-07T05:31:56Z"
}"#;
    check(
        Create,
        sample,
        r#"{"name":"<string>","email":"jsmith@example.com","address":"<string>","phone":"+1234567890","memberId":"<string>"}"#,
    );
}

#[test]
fn read_only_and_unknown_fields_are_ignored_whatever_they_hold() {
    for ignored in [
        r#""id":"not a number""#,
        r#""id":99999999999999999999999999"#,
        r#""id":null"#,
        r#""ownerName":"4111 1111 1111 1111""#,
        r#""ownerName":{"deep":[1,2,{"name":"x"}]}"#,
        r#""hasPaymentRequests":"maybe""#,
        r#""totalDeposits":1e999"#,
        r#""totalDeposits":-1e-999"#,
        r#""createDate":"yesterday""#,
        r#""x":1e999"#,
        r#""x":[1e999,-0,-0.0,1E+2]"#,
        r#""x":"\ud800""#,
        r#""x":"\udc00\ud800""#,
        r#""\ud800":"name""#,
        r#""x":"\u0000""#,
        r#""preferences":{"currency":"USD","notifications":true}"#,
        r#""Name":"Bo","EMAIL":7,"member_id":"7","memberid":"8""#,
        r#""name ":"Bo"," name":"Bo","name\u0000":"Bo""#,
        r#""":1"#,
        r#""__proto__":{"name":"Bo"},"constructor":1"#,
    ] {
        let body = format!(r#"{{{ignored},"name":"Ana","email":"a@b"}}"#);
        check(Create, body, r#"{"name":"Ana","email":"a@b"}"#);
    }
}

#[test]
fn escapes_are_read_and_keys_may_be_escaped() {
    check(Update, r#"{"n\u0061me":"\u0041na"}"#, r#"{"name":"Ana"}"#);
    check(Update, r#"{"name":"\ud83d\ude00"}"#, r#"{"name":"😀"}"#);
    check(Update, r#"{"name":"\"\\\/"}"#, r#"{"name":"\"\\/"}"#);
    check(
        Update,
        r#"{"address":"1\n2\r\n3\u2028\r4"}"#,
        r#"{"address":"1\n2\n3\n\n4"}"#,
    );
    check(
        Update,
        r#"{"phone":"\uff0b\u0664\u066712\u00ad34567\ud835\udfd8"}"#,
        r#"{"phone":"+4712345670"}"#,
    );
    check(
        Update,
        r#"{"name":"\\","email":"a@b"}"#,
        r#"{"name":"\\","email":"a@b"}"#,
    );
    check(Update, r#"{"x":"\\","name":"Ana"}"#, r#"{"name":"Ana"}"#);
    check(Update, r#"{"x":"\\\"","name":"Ana"}"#, r#"{"name":"Ana"}"#);
}

#[test]
fn forbidden_characters_are_found_behind_escapes() {
    for escaped in [
        r"\u0000",
        r"\b",
        r"\u001b",
        r"\ud800",
        r"\udc00",
        r"\ud800x",
        r"\ud800\ud800",
        r"\udc00\ud800",
        r"\ud83dx\ude00",
        r"\uffff",
        r"\ufdd0",
        r"\ud83f\udffe",
    ] {
        for field in ["name", "email", "address", "phone", "memberId"] {
            check(
                Update,
                format!(r#"{{"{field}":"a{escaped}b"}}"#),
                &format!("{field} characters"),
            );
        }
    }
    for invisible in [r"\u202e", r"\u200b", r"\ufeff", r"\u00ad", r"\udb40\udc41"] {
        for field in ["name", "email", "address", "memberId"] {
            check(
                Update,
                format!(r#"{{"{field}":"a{invisible}b"}}"#),
                &format!("{field} characters"),
            );
        }
        let phone = format!(r#"{{"phone":"123{invisible}4567"}}"#);
        check(Update, phone, r#"{"phone":"1234567"}"#);
    }
    for line_end in [r"\u0085\u0085x", r"\u2028", r"\u2029", r"\r", r"\r\n"] {
        for field in ["name", "email", "phone", "memberId"] {
            check(
                Update,
                format!(r#"{{"{field}":"a{line_end}b"}}"#),
                &format!("{field} characters"),
            );
        }
    }
}

#[test]
fn an_unpaired_surrogate_counts_as_one_character() {
    let found = judge(br#"{"name":"a\ud83d\ude00\udc00b"}"#, Update).unwrap_err();
    let listed = format!("{found:?}");
    assert!(listed.contains("position: 3"), "{listed}");
    let body = format!(r#"{{"name":"{}"}}"#, r"\ud800".repeat(100));
    check(Update, body, "name characters");
    let body = format!(r#"{{"name":"{}"}}"#, r"\ud800".repeat(101));
    check(Update, body, "name too_long");
}

#[test]
fn a_megabyte_of_anything_gets_its_verdict() {
    let megabyte = 1 << 20;
    check(
        Update,
        format!(r#"{{"name":"{}"}}"#, "a".repeat(megabyte)),
        "name too_long",
    );
    check(
        Update,
        format!(r#"{{"x":"{}"}}"#, "\\\"".repeat(megabyte / 2)),
        "{}",
    );
    check(
        Update,
        format!(r#"{{"name":"{}"}}"#, "\\ud800".repeat(megabyte / 6)),
        "name too_long",
    );
    check(
        Update,
        format!(r#"{{"address":"{}"}}"#, "4 ".repeat(megabyte / 2)),
        "address too_long",
    );
    check(
        Update,
        format!(r#"{{"name":"{}Ana"}}"#, " ".repeat(megabyte)),
        r#"{"name":"Ana"}"#,
    );
    check(Update, format!("{{}}{}", " ".repeat(megabyte)), "{}");
    check_malformed(vec![0xFF; megabyte], Malformed::NotUtf8);
    check_malformed(vec![0; megabyte], Malformed::NotJson);
}
