//! How long a body may be, and when one that comes in pieces is judged.

mod support;

use cyrexa_edge::{Config, Head, Intake, Step, Verdict, inspect, inspect_head};
use support::{GOOD, JSON, STAMP, post, status_of};

#[test]
fn announced_length_over_the_limit_is_refused_before_a_body_is_read() {
    let config = Config::from_json(br#"{"basePath":"/ipg/2.0.0","limit":10}"#).unwrap();
    for (length, expected) in [
        ("10", None),
        ("11", Some(413)),
        ("18446744073709551615", Some(413)),
    ] {
        let headers = [JSON, ("Content-Length", length.as_bytes())];
        let head = inspect_head(&config, &post(&headers), &STAMP);
        let status = match head {
            Head::Read(_) => None,
            Head::Decided(verdict) => status_of(&verdict),
        };
        assert_eq!(status, expected, "{length}");
    }
}

#[test]
fn body_over_the_limit_is_refused_whatever_was_announced() {
    let config =
        Config::from_json(format!(r#"{{"basePath":"/ipg/2.0.0","limit":{}}}"#, GOOD.len()).as_bytes())
            .unwrap();
    assert_eq!(inspect(&config, &post(&[JSON]), GOOD, &STAMP), Verdict::Pass);
    let longer = [GOOD, b" "].concat();
    let verdict = inspect(&config, &post(&[JSON]), &longer, &STAMP);
    assert_eq!(status_of(&verdict), Some(413));
    let Verdict::Reject(rejection) = verdict else {
        panic!("passed")
    };
    let body = String::from_utf8(rejection.body).unwrap();
    assert!(body.contains(&format!(r#""limit":{}"#, GOOD.len())), "{body}");
}

#[test]
fn body_is_judged_at_its_end_or_its_announced_length_and_once() {
    use Step::{Done, Judge, Wait};
    let length: [(&str, &[u8]); 1] = [("content-length", b"20")];
    let chunked: [(&str, &[u8]); 1] = [("transfer-encoding", b"chunked")];
    let limited = Config::from_json(br#"{"basePath":"/","limit":30}"#).unwrap();
    // Headers, whether the host says that the stream ends there, whether that can be relied on; then (bytes
    // so far, end) and what follows.
    type Case<'a> = (
        &'a str,
        &'a [(&'a str, &'a [u8])],
        bool,
        bool,
        Step,
        &'a [(u64, bool, Step)],
    );
    let cases: [Case<'_>; 8] = [
        (
            "never says end",
            &length,
            false,
            false,
            Wait,
            &[(10, false, Wait), (20, false, Judge), (20, true, Done)],
        ),
        (
            "says end again after the judgement",
            &length,
            false,
            false,
            Wait,
            &[(20, true, Judge), (0, true, Done), (20, true, Done)],
        ),
        (
            "no length and no body",
            &[],
            false,
            false,
            Judge,
            &[(0, true, Done)],
        ),
        (
            "ends at the headers",
            &length,
            true,
            false,
            Judge,
            &[(0, true, Done)],
        ),
        (
            "length of nothing",
            &[("content-length", b"0")],
            false,
            false,
            Judge,
            &[(0, true, Done)],
        ),
        (
            "chunks",
            &chunked,
            false,
            false,
            Wait,
            &[
                (5, false, Wait),
                (25, false, Wait),
                (25, true, Judge),
                (25, true, Done),
            ],
        ),
        (
            "Envoy, where the transfer encoding is not seen",
            &[],
            false,
            true,
            Wait,
            &[(5, false, Wait), (5, true, Judge)],
        ),
        (
            "longer than the limit",
            &chunked,
            false,
            false,
            Wait,
            &[(30, false, Wait), (31, false, Judge), (40, false, Done)],
        ),
    ];
    for (name, headers, is_end, is_end_reliable, at_head, steps) in cases {
        let request = post(headers);
        let mut intake = Intake::of(&limited, &request);
        assert_eq!(
            intake.head(&request, is_end, is_end_reliable),
            at_head,
            "{name}: head"
        );
        for (total, is_end, expected) in steps {
            assert_eq!(
                intake.received(*total, *is_end),
                *expected,
                "{name}: {total} bytes, end {is_end}"
            );
        }
    }
}
