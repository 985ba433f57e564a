//! Which content types are judged, on create and on update.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::{Operation, is_accepted_media_type};

#[track_caller]
fn check(content_type: Option<&str>, expected: [bool; 2]) {
    let found = [Operation::Create, Operation::Update]
        .map(|operation| is_accepted_media_type(content_type, operation));
    assert_eq!(found, expected, "{content_type:?} on [create, update]");
}

#[test]
fn json_is_judged_whatever_its_spelling_and_parameters() {
    for content_type in [
        "application/json",
        "application/json-patch+json",
        "APPLICATION/JSON",
        "Application/Json-Patch+JSON",
        "application/json; charset=UTF-8",
        "application/json;charset=utf-8",
        "application/json ; charset=\"utf-8\"",
        "application/json;",
        "application/json; charset=utf-8; profile=\"x;y\"",
        " application/json ",
        "\tapplication/json\t; q=1",
        "application/json; profile=\"a,b\"",
        "application/json; x=\"a\\\",b\"",
        "application/json; x=\"; charset=utf-16\"",
        "application/json; charset=utf-8; charset=UTF-8",
        "application/json; charsets=utf-16",
    ] {
        check(Some(content_type), [true, true]);
    }
}

#[test]
fn a_merge_patch_is_an_update() {
    for content_type in [
        "application/merge-patch+json",
        "Application/Merge-Patch+Json; charset=utf-8",
    ] {
        check(Some(content_type), [false, true]);
    }
}

#[test]
fn what_nobody_checks_is_refused() {
    for content_type in [
        "",
        " ",
        ";",
        "; charset=utf-8",
        "json",
        "text/json",
        "text/plain",
        "text/plain; application/json",
        "application/json, text/plain",
        "application/json application/json",
        "application/json,",
        "application/json,application/json",
        "application/json; charset=utf-8, text/plain",
        "application/json; x=\"a\", text/plain",
        "application/json; x=\"a\\\\\", text/plain",
        "application/json; x=\\\", text/plain",
        "application/json; x=\", text/plain",
        "application/json; x=\"",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
        "application/json5",
        "application/jsonp",
        "application/problem+json",
        "application/vnd.api+json",
        "application/*+json",
        "application/*",
        "*/*",
        "application/xml",
        "application/byte-stream",
        "application /json",
        "application/ json",
        "\"application/json\"",
        "application/jſon",
        "application/json; charset=utf-16",
        "application/json; charset=UTF-16LE",
        "application/json; Charset=\"utf-16\"",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf8",
        "application/json; charset='utf-8'",
        "application/json; charset=",
        "application/json; charset",
        "application/json; charset = utf-16",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; x=\";\"; charset=utf-16",
        "application/json-patch+json;charset=utf-7",
        "application/merge-patch+json; charset=utf-32",
    ] {
        check(Some(content_type), [false, false]);
    }
    check(None, [false, false]);
}
