//! What a refusal says, and what it never says.

mod support;

use cyrexa_edge::{Config, Stamp, Verdict, inspect};
use support::{GOOD, JSON, STAMP, config, post};

#[test]
fn observing_blocks_nothing_and_finds_the_same() {
    let observing = Config::from_json(br#"{"basePath":"/ipg/2.0.0","mode":"observe","limit":200}"#).unwrap();
    let enforcing = Config::from_json(br#"{"basePath":"/ipg/2.0.0","limit":200}"#).unwrap();
    let bodies: [&[u8]; 5] = [
        GOOD,
        b"{}",
        b"[",
        br#"{"name":5,"email":"x","phone":"y"}"#,
        &[b' '; 201],
    ];
    for headers in [&[JSON][..], &[][..], &[JSON, ("content-encoding", b"br")][..]] {
        for body in bodies {
            let enforced = inspect(&enforcing, &post(headers), body, &STAMP);
            let observed = inspect(&observing, &post(headers), body, &STAMP);
            match (enforced, observed) {
                (Verdict::Pass, Verdict::Pass) => {}
                (Verdict::Reject(rejection), Verdict::Observe(finding)) => {
                    assert_eq!(rejection.finding, finding)
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn refusal_holds_no_value() {
    let secret = "Zanzibar";
    let body = format!(
        r#"{{"name":"{secret}\u0000","email":"{secret}","phone":"{secret}","address":"{secret} 4111 1111 1111 1111","{secret}":1}}"#
    );
    let verdict = inspect(&config(), &post(&[JSON]), body.as_bytes(), &STAMP);
    let Verdict::Reject(rejection) = &verdict else {
        panic!("passed")
    };
    assert_eq!(rejection.finding.fields.len(), 4);
    assert!(!format!("{verdict:?} {}", String::from_utf8_lossy(&rejection.body)).contains(secret));
}

#[test]
fn other_fingerprint_is_judged_and_told_that_the_rules_have_changed() {
    let ours = cyrexa_edge::FINGERPRINT.as_bytes();
    for (theirs, expected) in [
        (None, false),
        (Some(ours), false),
        (Some(&b"0123456789abcdef"[..]), true),
        (Some(b"\xFF"), false),
    ] {
        let mut headers = vec![JSON];
        headers.extend(theirs.map(|theirs| ("X-Contract", theirs)));
        let Verdict::Reject(rejection) = inspect(&config(), &post(&headers), b"{}", &STAMP) else {
            panic!("passed")
        };
        let header = |name: &str| {
            rejection
                .headers
                .iter()
                .find(|(given, _)| *given == name)
                .map(|(_, value)| &**value)
        };
        assert_eq!(header("x-contract"), Some(cyrexa_edge::FINGERPRINT));
        assert_eq!(
            header("x-contract-changed"),
            expected.then_some("true"),
            "{theirs:?}"
        );
        assert_eq!(inspect(&config(), &post(&headers), GOOD, &STAMP), Verdict::Pass);
    }
}

#[test]
fn request_that_names_itself_keeps_its_name() {
    let (digits, too_long) = ("0aF".repeat(10) + "12", "a".repeat(33));
    let uuid = "0f8fad5b-d9cb-469f-A165-70867728950e";
    for (given, expected) in [
        (uuid, uuid),
        (&digits, &digits),
        (&too_long, "fresh"),
        // A text may be personal data, or a card number.
        ("jane.doe-4111111111111111", "fresh"),
        ("4111111111111111", "fresh"),
        ("0f8fad5b-d9cb-469f-a165_70867728950e", "fresh"),
        ("", "fresh"),
        ("a b", "fresh"),
        ("a\"b", "fresh"),
    ] {
        let headers = [JSON, ("X-Request-Id", given.as_bytes())];
        let Verdict::Reject(rejection) = inspect(&config(), &post(&headers), b"{}", &Stamp::at(0, "fresh"))
        else {
            panic!("passed")
        };
        assert!(
            rejection
                .headers
                .contains(&("x-request-id", expected.to_owned().into()))
        );
        let body = String::from_utf8(rejection.body).unwrap();
        assert!(
            body.ends_with(&format!(
                r#""timestamp":"1970-01-01T00:00:00.000Z","requestId":"{expected}"}}}}}}"#
            )),
            "{body}"
        );
    }
}

#[test]
fn page_of_another_origin_can_read_a_refusal_where_it_is_allowed() {
    for (allowed, origin, expected) in [
        (r#"[]"#, Some("https://shop.example"), None),
        (
            r#"["https://shop.example"]"#,
            Some("https://shop.example"),
            Some("https://shop.example"),
        ),
        (r#"["https://shop.example"]"#, Some("https://evil.example"), None),
        (r#"["https://shop.example"]"#, None, None),
        (r#"["*"]"#, Some("https://any.example"), Some("*")),
    ] {
        let config = format!(r#"{{"basePath":"/ipg/2.0.0","allowOrigins":{allowed}}}"#);
        let config = Config::from_json(config.as_bytes()).unwrap();
        let mut headers = vec![JSON];
        headers.extend(origin.map(|origin| ("Origin", origin.as_bytes())));
        let Verdict::Reject(rejection) = inspect(&config, &post(&headers), b"{}", &STAMP) else {
            panic!("passed")
        };
        let header = rejection
            .headers
            .iter()
            .find(|(name, _)| *name == "access-control-allow-origin");
        assert_eq!(
            header.map(|(_, value)| &**value),
            expected,
            "{allowed} {origin:?}"
        );
    }
}
