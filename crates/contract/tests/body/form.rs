//! What cannot be judged: not JSON, no object, not UTF-8, a key twice, nested too deeply.

use cyrexa_contract::Operation::{Create, Update};
use cyrexa_contract::{Malformed, check_body};

use super::{check, check_malformed};

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
