//! Verdicts on whole bodies: what cannot be judged, what is ignored, what each type and absence means.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::Operation::{Create, Update};
use cyrexa_contract::{Malformed, Operation, Refusal, check_body, judge};

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

#[test]
fn what_is_not_json_is_malformed() {
    for body in [
        "",
        " ",
        "\n",
        "{",
        "}",
        "{}}",
        "{}{}",
        "{} x",
        "{},",
        "{\"name\"}",
        "{\"name\":}",
        "{\"name\":\"Ana\",}",
        "{,\"name\":\"Ana\"}",
        "{\"name\" \"Ana\"}",
        "{\"name\":\"Ana\" \"email\":\"a@b\"}",
        "{name:\"Ana\"}",
        "{'name':'Ana'}",
        "{\"name\":'Ana'}",
        "{\"name\":\"Ana}",
        "{\"name\":\"A\nna\"}",
        "{\"name\":\"A\tna\"}",
        "{\"name\":\"A\0na\"}",
        "{\"x\":\"\u{1}\"}",
        "{\"\n\":1}",
        "{\"name\":\"\\x41\"}",
        "{\"name\":\"\\u12\"}",
        "{\"name\":\"\\u12G4\"}",
        "{\"name\":\"\\\"}",
        "{\"x\":NaN}",
        "{\"x\":Infinity}",
        "{\"x\":-Infinity}",
        "{\"x\":undefined}",
        "{\"x\":True}",
        "{\"x\":nul}",
        "{\"x\":nulll}",
        "{\"x\":01}",
        "{\"x\":+1}",
        "{\"x\":.5}",
        "{\"x\":1.}",
        "{\"x\":1e}",
        "{\"x\":0x10}",
        "{\"x\":-}",
        "{\"x\":1 2}",
        "{\"x\":[1,]}",
        "{\"x\":[1}",
        "{\"x\":{]}",
        "{1:2}",
        "{null:2}",
        "// comment\n{}",
        "{/* comment */}",
        "{}\0",
        "\0{}",
        "\0",
        "\u{FEFF}\u{FEFF}{}",
        "{}\u{FEFF}",
        "\u{A0}{}",
        "\u{2028}{}",
        "\u{C}{}",
        "name=Ana&email=a%40b",
        "<customer/>",
        "--- \nname: Ana",
    ] {
        check_malformed(body, Malformed::NotJson);
    }
}

#[test]
fn what_is_json_but_no_object_is_malformed() {
    for body in [
        "null",
        "true",
        "false",
        "0",
        "-1.5e3",
        "1e999",
        "\"{}\"",
        "[]",
        "[{}]",
        "[{\"name\":\"Ana\",\"email\":\"a@b\"}]",
        "[{\"op\":\"replace\",\"path\":\"/email\",\"value\":\"a@b\"}]",
        " [ ] ",
        "\u{FEFF}[]",
    ] {
        check_malformed(body, Malformed::NotAnObject);
    }
}

#[test]
fn what_is_not_utf8_is_malformed() {
    for body in [
        &b"{\"name\":\"\xFF\"}"[..],
        b"\xFF\xFE{\x00}\x00",
        b"\xFE\xFF\x00{\x00}",
        b"{\"name\":\"\xC3\"}",
        b"{\"name\":\"\xC0\xAF\"}",
        b"{\"name\":\"\xED\xA0\x80\"}",
        b"{\"name\":\"\xF4\x90\x80\x80\"}",
        b"{\"\x80\":1}",
        b"{}\xA0",
        b"{\"name\":\"Bj\xF6rk\"}",
        b"\xEF\xBB{}",
    ] {
        check_malformed(body, Malformed::NotUtf8);
    }
}

#[test]
fn a_key_twice_anywhere_is_malformed() {
    for body in [
        r#"{"name":"Ana","name":"Ana"}"#,
        r#"{"name":"Ana","na\u006de":"Bo"}"#,
        r#"{"n\u0061me":"Ana","\u006eame":"Bo"}"#,
        r#"{"x":1,"x":1}"#,
        r#"{"x":1,"y":2,"z":3,"x":4}"#,
        r#"{"":1,"":2}"#,
        r#"{"\"":1,"\u0022":2}"#,
        r#"{"\/":1,"/":2}"#,
        r#"{"\n":1,"\u000a":2}"#,
        r#"{"é":1,"\u00e9":2}"#,
        r#"{"😀":1,"\ud83d\ude00":2}"#,
        r#"{"\ud800":1,"\ud800":2}"#,
        r#"{"id":1,"id":2}"#,
        r#"{"x":{"a":1,"a":2}}"#,
        r#"{"x":{"a":{"b":1},"b":2,"a":3}}"#,
        r#"{"preferences":{"currency":"USD","currenc\u0079":"SEK"}}"#,
        r#"{"x":[{"a":1,"a":2}]}"#,
        r#"{"x":[1,[2,{"a":{"a":1,"b":2,"b":3}}]]}"#,
        r#"{"x":[{"a":1},{"a":1,"a":1}]}"#,
        r#"{"x":[],"x":[]}"#,
        r#"{"x":{},"x":{}}"#,
        r#"{"x":"}","x":"{"}"#,
        r#"{"x":"\\","x":"\""}"#,
        r#"{"name":7,"name":"Ana"}"#,
        "{\"a\" : 1 , \n\t\"a\"\r\n: 2 }",
    ] {
        check_malformed(body, Malformed::DuplicateKey);
    }
    let mut wide: Vec<String> = (0..2_000).map(|i| format!("\"key{i}\":{i}")).collect();
    wide.push(String::from("\"key1000\":0"));
    check_malformed(format!("{{{}}}", wide.join(",")), Malformed::DuplicateKey);
    // Before, at and after the number of keys that are compared one by one; some of them in an object inside.
    for count in 1..=40 {
        let mut keys: Vec<String> = (0..count)
            .map(|i| format!("\"key{i}\":{{\"a\":1,\"b\":2}}"))
            .collect();
        let name = "\"name\":\"Ana\",\"email\":\"ana@example.com\"";
        let body = format!("{{{},{name}}}", keys.join(","));
        assert_eq!(check_body(body.as_bytes(), Create), Ok(()));
        for twin in [0, count / 2, count - 1] {
            keys.push(format!("\"\\u006bey{twin}\":0"));
            check_malformed(format!("{{{}}}", keys.join(",")), Malformed::DuplicateKey);
            check_malformed(
                format!("{{\"x\":{{{}}}}}", keys.join(",")),
                Malformed::DuplicateKey,
            );
            keys.pop();
        }
    }
}

#[test]
fn the_same_key_in_different_objects_is_fine() {
    for body in [
        r#"{"a":{"a":{"a":1}}}"#,
        r#"{"x":[{"a":1},{"a":2}]}"#,
        r#"{"x":{"a":1},"y":{"a":1}}"#,
        r#"{"x":"x","y":"y"}"#,
        r#"{"x":["a","a"]}"#,
        r#"{"Name":1,"NAME":2}"#,
        r#"{"x":1,"x ":2," x":3}"#,
        r#"{"\ud800":1,"\ud801":2,"\udc00":3}"#,
        "{\"e\u{301}\":1,\"\u{e9}\":2}",
        r#"{"x":{"name":"\u0000"},"y":[{"email":7}]}"#,
        r#"{"x":"a\",\"x\":\"b"}"#,
    ] {
        check(Update, body, "{}");
    }
}

#[test]
fn nesting_ends_at_128_levels_and_never_in_a_crash() {
    let arrays = |levels: usize| format!(r#"{{"x":{}{}}}"#, "[".repeat(levels - 1), "]".repeat(levels - 1));
    let objects = |levels: usize| format!("{}1{}", r#"{"x":"#.repeat(levels), "}".repeat(levels));
    check(Update, arrays(127), "{}");
    check(Update, arrays(128), "{}");
    check_malformed(arrays(129), Malformed::TooDeep);
    check(Update, objects(127), "{}");
    check(Update, objects(128), "{}");
    check_malformed(objects(129), Malformed::TooDeep);
    check_malformed(arrays(100_000), Malformed::TooDeep);
    check_malformed(objects(100_000), Malformed::TooDeep);
    check_malformed("[".repeat(100_000), Malformed::NotJson);
    check_malformed(r#"{"x":"#.repeat(100_000), Malformed::NotJson);
    let siblings = format!(r#"{{"x":[{}1]}}"#, "[1],".repeat(1_000));
    check(Update, siblings, "{}");
}

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
    check(Update, r#"{"address":"1\n2\r\n3"}"#, r#"{"address":"1\n2\r\n3"}"#);
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
        r"\u0085\u0085x",
        r"\ud800",
        r"\udc00",
        r"\ud800x",
        r"\ud800\ud800",
        r"\udc00\ud800",
        r"\ud83dx\ude00",
        r"\uffff",
        r"\ufdd0",
        r"\ud83f\udffe",
        r"\u202e",
        r"\u200b",
        r"\ufeff",
        r"\u00ad",
    ] {
        for field in ["name", "email", "address", "phone", "memberId"] {
            check(
                Update,
                format!(r#"{{"{field}":"a{escaped}b"}}"#),
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
        r#"{"address":" ","phone":"\n","memberId":""}"#,
        r#"{"address":null,"phone":null,"memberId":null}"#,
    );
    check(Update, r#"{"phone":"+1234567890"}"#, r#"{"phone":"+1234567890"}"#);
}

#[test]
fn texts_are_trimmed() {
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
        r#"{"memberId":[],"address":{},"name":null,"phone":"\u200b","email":"\ud800"}"#,
        "name required, email characters, address type, phone characters, memberId type",
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
