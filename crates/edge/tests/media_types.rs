//! JSON is judged; any content type that is not checked is 415, never a pass.

mod support;

use cyrexa_edge::{Verdict, inspect};
use support::{GOOD, JSON, STAMP, config, post, put, status_of};

#[test]
fn content_type_that_nobody_checks_is_415() {
    for (value, expected) in [
        ("application/json", None),
        ("APPLICATION/JSON", None),
        ("application/json; charset=UTF-8", None),
        ("application/json;CHARSET=\"utf-8\"", None),
        ("application/json ; Charset=utf-8;v=1", None),
        ("application/json; x=\"a,b\"", None),
        ("application/json-patch+json", None),
        ("application/merge-patch+json", Some(415)),
        ("application/json; charset=utf-16", Some(415)),
        ("application/json; x=1; CHARSET=\"latin1\"", Some(415)),
        ("", Some(415)),
        ("text/plain", Some(415)),
        ("text/json", Some(415)),
        ("application/jsonp", Some(415)),
        ("application/x-www-form-urlencoded", Some(415)),
        ("multipart/form-data; boundary=x", Some(415)),
        ("application/json, text/plain", Some(415)),
        ("application/json; x=\"a\", text/plain", Some(415)),
        ("text/plain; application/json", Some(415)),
    ] {
        let headers = [("Content-Type", value.as_bytes())];
        assert_eq!(
            status_of(&inspect(&config(), &post(&headers), GOOD, &STAMP)),
            expected,
            "{value}"
        );
    }
    let merge: [(&str, &[u8]); 1] = [("content-type", b"application/merge-patch+json")];
    assert_eq!(inspect(&config(), &put(&merge), b"{}", &STAMP), Verdict::Pass);
    for headers in [
        &[][..],
        &[JSON, JSON][..],
        &[JSON, ("content-type", b"text/plain")][..],
        &[("content-type", &b"application/json\xFF"[..])][..],
        &[("content-type", "application/json; x=é".as_bytes())][..],
    ] {
        assert_eq!(
            status_of(&inspect(&config(), &post(headers), GOOD, &STAMP)),
            Some(415),
            "{headers:?}"
        );
    }
}

#[test]
fn encoded_body_is_415_and_says_what_would_be_taken() {
    for (encoding, expected) in [
        ("identity", None),
        ("Identity", None),
        ("gzip", Some(415)),
        ("identity,identity", None),
        ("identity, Identity", None),
        ("identity, gzip", Some(415)),
        ("identity,", Some(415)),
        ("", Some(415)),
    ] {
        let headers = [JSON, ("content-encoding", encoding.as_bytes())];
        let verdict = inspect(&config(), &post(&headers), GOOD, &STAMP);
        assert_eq!(status_of(&verdict), expected, "{encoding}");
        if let Verdict::Reject(rejection) = verdict {
            assert!(
                rejection
                    .headers
                    .contains(&("accept-encoding", "identity".into())),
                "{:?}",
                rejection.headers
            );
        }
    }
}
