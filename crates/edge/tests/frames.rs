//! Frames of the raw ABI: any bytes get an answer, and a frame gets the verdict of `inspect`.

mod support;

use cyrexa_contract::Field;
use cyrexa_edge::frame::{FrameHandler, HEAD_ONLY, MALFORMED, OBSERVE, Reply, VERSION, check, vocabulary};
use cyrexa_edge::{Operation, Verdict, inspect};
use proptest::prelude::*;
use support::{GOOD, JSON, STAMP, config, post};

fn count(length: usize) -> [u8; 4] {
    u32::try_from(length).expect("a test is short").to_le_bytes()
}

fn text(frame: &mut Vec<u8>, bytes: &[u8]) {
    frame.extend(count(bytes.len()));
    frame.extend(bytes);
}

fn settings(mode: u8) -> Vec<u8> {
    let mut settings = 65_536_u32.to_le_bytes().to_vec();
    settings.push(mode);
    text(&mut settings, b"/ipg/2.0.0");
    settings
}

fn frame_of(flags: u8, mode: u8, headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let mut frame = vec![VERSION, flags, 0, 0];
    text(&mut frame, &settings(mode));
    text(&mut frame, STAMP.request_id.as_bytes());
    frame.extend(STAMP.now.to_le_bytes());
    text(&mut frame, b"POST");
    text(&mut frame, b"/ipg/2.0.0/customers");
    frame.extend(count(headers.len()));
    for (name, value) in headers {
        text(&mut frame, name.as_bytes());
        text(&mut frame, value);
    }
    frame.extend(body);
    frame
}

fn frame(headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    frame_of(0, 0, headers, body)
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
        let mut handler = FrameHandler::new();
        let reply = handler.reply(&frame(headers, body));
        match (inspect(&config(), &post(headers), body, &STAMP), reply) {
            (Verdict::Pass, Reply::Pass) => {}
            (Verdict::Reject(rejection), Reply::Answer(bytes)) => {
                assert_eq!(bytes[..4], count(bytes.len()));
                assert_eq!(bytes[4], 1);
                assert_eq!(
                    words()["codes"][bytes[5] as usize],
                    rejection.finding.code.as_str()
                );
                assert_eq!(bytes[6..8], rejection.status.to_le_bytes());
                assert!(bytes.ends_with(&rejection.body));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn flags_ask_for_the_head_alone_and_for_observing() {
    assert_eq!(
        FrameHandler::new().reply(&frame_of(HEAD_ONLY, 0, &[JSON], b"")),
        Reply::Read(Operation::Create)
    );
    assert!(matches!(
        FrameHandler::new().reply(&frame_of(HEAD_ONLY, 0, &[], b"")),
        Reply::Answer(_)
    ));
    let mut handler = FrameHandler::new();
    let Reply::Answer(bytes) = handler.reply(&frame_of(0, OBSERVE, &[JSON], b"{}")) else {
        panic!("no answer")
    };
    assert_eq!(
        (bytes[4], &bytes[6..8]),
        (2, &[0, 0][..]),
        "observed, and no status"
    );
}

#[test]
fn cut_or_foreign_frame_is_unreadable() {
    let whole = frame(&[JSON], b"");
    for length in 0..whole.len() {
        assert_eq!(
            FrameHandler::new().reply(&whole[..length]),
            Reply::Unreadable,
            "{length} bytes"
        );
    }
    let mut other_version = whole.clone();
    other_version[0] = 1;
    assert_eq!(FrameHandler::new().reply(&other_version), Reply::Unreadable);
}

#[test]
fn settings_may_change_from_frame_to_frame_and_an_answer_is_forgotten() {
    let mut handler = FrameHandler::new();
    for (mode, action) in [(0, 1), (OBSERVE, 2), (OBSERVE, 2), (0, 1)] {
        let Reply::Answer(bytes) = handler.reply(&frame_of(0, mode, &[JSON], b"{}")) else {
            panic!("no answer")
        };
        assert_eq!(bytes[4], action);
        assert_eq!(handler.reply(&frame_of(0, mode, &[JSON], GOOD)), Reply::Pass);
    }
}

#[test]
fn more_headers_than_are_usual_are_all_looked_at() {
    for count in [11, 12, 13, 200] {
        let mut headers = vec![("x-else", &b"1"[..]); count];
        headers.push(JSON);
        assert_eq!(
            FrameHandler::new().reply(&frame(&headers, GOOD)),
            Reply::Pass,
            "{count}"
        );
        headers.pop();
        assert!(
            matches!(
                FrameHandler::new().reply(&frame(&headers, GOOD)),
                Reply::Answer(_)
            ),
            "{count}"
        );
    }
}

#[test]
fn a_body_alone_is_a_number_with_four_bits_for_each_field() {
    for (body, operation, expected) in [
        (GOOD, Operation::Create, 0),
        (b"{}", Operation::Update, 0),
        (b"[", Operation::Create, MALFORMED),
        (b"{}", Operation::Create, 0x0_0022),
        (br#"{"memberId":5,"phone":"x"}"#, Operation::Update, 0x1_6000),
    ] {
        assert_eq!(
            check(body, operation),
            expected,
            "{}",
            String::from_utf8_lossy(body)
        );
    }
}

#[test]
fn the_vocabulary_has_every_word_of_an_answer() {
    let words = words();
    assert_eq!(words["fields"], serde_json::json!(Field::ALL.map(Field::key)));
    assert_eq!(words["codes"].as_array().unwrap().len(), 17);
    assert_eq!(words["reasons"].as_array().unwrap().len(), 9);
    assert_eq!(
        words["headers"][2],
        serde_json::json!(["x-contract", cyrexa_edge::FINGERPRINT])
    );
}

fn words() -> serde_json::Value {
    serde_json::from_slice(&vocabulary()).expect("it is JSON")
}

proptest! {
    #[test]
    fn any_bytes_get_a_reply(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _reply = FrameHandler::new().reply(&bytes);
    }

    #[test]
    fn spoilt_frame_gets_a_reply(at in 0_usize..150, value: u8, length in 0_usize..200, body in proptest::collection::vec(any::<u8>(), 0..100)) {
        let mut bytes = frame(&[JSON, ("origin", b"https://x")], &body);
        if let Some(byte) = bytes.get_mut(at) {
            *byte = value;
        }
        bytes.truncate(length.max(16));
        let _reply = FrameHandler::new().reply(&bytes);
    }
}
