//! The raw ABI's octets: whatever comes in, an answer comes out, and a frame means what `inspect` means.

mod support;

use cyrexa_edge::frame::{HEAD_ONLY, OBSERVE, Reply, VERSION, answer};
use cyrexa_edge::{Verdict, inspect};
use proptest::prelude::*;
use support::{GOOD, JSON, STAMP, config, post};

fn count(length: usize) -> [u8; 4] {
    u32::try_from(length).expect("a test is short").to_le_bytes()
}

fn text(frame: &mut Vec<u8>, octets: &[u8]) {
    frame.extend(count(octets.len()));
    frame.extend(octets);
}

fn frame(flags: u8, headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let mut frame = vec![VERSION, flags, 0, 0];
    frame.extend(65_536_u32.to_le_bytes());
    frame.extend(STAMP.now.to_le_bytes());
    for part in ["/ipg/2.0.0", "POST", "/ipg/2.0.0/customers", STAMP.request_id, ""] {
        text(&mut frame, part.as_bytes());
    }
    frame.extend(count(headers.len()));
    for (name, value) in headers {
        text(&mut frame, name.as_bytes());
        text(&mut frame, value);
    }
    frame.extend(body);
    frame
}

#[test]
fn frame_says_what_inspect_says() {
    for (headers, body) in [
        (&[JSON][..], GOOD),
        (&[JSON][..], &b"{}"[..]),
        (&[JSON][..], b"["),
        (&[][..], GOOD),
        (&[JSON, ("x-contract", b"0")][..], b"{}"),
    ] {
        let reply = answer(&frame(0, headers, body));
        match (inspect(&config(), &post(headers), body, &STAMP), reply) {
            (Verdict::Pass, Reply::Pass) => {}
            (Verdict::Reject(rejection), Reply::Answer(octets)) => {
                assert_eq!(octets[..4], count(octets.len()));
                assert_eq!(octets[4..6], 1_u16.to_le_bytes());
                assert_eq!(octets[6..8], rejection.status.to_le_bytes());
                assert!(octets.ends_with(&rejection.body));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn flags_ask_for_the_head_alone_and_for_observing() {
    assert_eq!(answer(&frame(HEAD_ONLY, &[JSON], b"")), Reply::Read);
    assert!(matches!(answer(&frame(HEAD_ONLY, &[], b"")), Reply::Answer(_)));
    let Reply::Answer(octets) = answer(&frame(OBSERVE, &[JSON], b"{}")) else {
        panic!("no answer")
    };
    assert_eq!(octets[4..8], [2, 0, 0, 0], "observed, and no status");
}

#[test]
fn cut_or_foreign_frame_is_unreadable() {
    let whole = frame(0, &[JSON], b"");
    for length in 0..whole.len() {
        assert_eq!(answer(&whole[..length]), Reply::Unreadable, "{length} octets");
    }
    let mut other_version = whole.clone();
    other_version[0] = 1;
    assert_eq!(answer(&other_version), Reply::Unreadable);
}

proptest! {
    #[test]
    fn any_octets_get_a_reply(octets in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _reply = answer(&octets);
    }

    #[test]
    fn spoilt_frame_gets_a_reply(at in 0_usize..150, value: u8, length in 0_usize..200, body in proptest::collection::vec(any::<u8>(), 0..100)) {
        let mut octets = frame(0, &[JSON, ("origin", b"https://x")], &body);
        if let Some(octet) = octets.get_mut(at) {
            *octet = value;
        }
        octets.truncate(length.max(16));
        let _reply = answer(&octets);
    }
}
