//! What two readers of HTTP/1.1 may understand in two ways is refused, and the connection closed.

use crate::support::{Gateway, Wire};

const BODY: &str = "2\r\n{}\r\n0\r\n\r\n";

#[tokio::test]
async fn a_request_names_one_host_and_frames_its_body_in_one_way() {
    let gateway = Gateway::start().await;
    let chunked = |coding: &str| format!("Host: a.example\r\n{coding}\r\n\r\n{BODY}");
    for (version, rest, expected) in [
        ("1.1", "Host: a.example\r\n\r\n".to_owned(), "401"),
        ("1.1", "Host: a.example:8080\r\n\r\n".to_owned(), "401"),
        ("1.1", "Host: [::1]:8080\r\n\r\n".to_owned(), "401"),
        ("1.0", "\r\n".to_owned(), "401"),
        ("1.1", "\r\n".to_owned(), "400"),
        (
            "1.1",
            "Host: a.example\r\nHost: a.example\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "1.1",
            "Host: a.example\r\nHost: b.example\r\n\r\n".to_owned(),
            "400",
        ),
        (
            "1.0",
            "Host: a.example\r\nHost: b.example\r\n\r\n".to_owned(),
            "400",
        ),
        ("1.1", "Host: a.example, b.example\r\n\r\n".to_owned(), "400"),
        ("1.1", "Host: a.example/path\r\n\r\n".to_owned(), "400"),
        ("1.1", "Host: user@a.example\r\n\r\n".to_owned(), "400"),
        ("1.1", "Host: a b\r\n\r\n".to_owned(), "400"),
        ("1.1", "Host:\r\n\r\n".to_owned(), "400"),
        ("1.1", chunked("Transfer-Encoding: chunked"), "401"),
        ("1.1", chunked("Transfer-Encoding: Chunked"), "401"),
        ("1.1", chunked("Transfer-Encoding: gzip, chunked"), "400"),
        ("1.1", chunked("Transfer-Encoding: chunked, chunked"), "400"),
        (
            "1.1",
            chunked("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
            "400",
        ),
        (
            "1.1",
            chunked("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"),
            "400",
        ),
        ("1.1", chunked("Transfer-Encoding: identity, chunked"), "400"),
        ("1.1", chunked("Transfer-Encoding: , chunked"), "400"),
        ("1.1", chunked("Transfer-Encoding: chunked, identity"), "400"),
        ("1.1", chunked("Transfer-Encoding: xchunked"), "400"),
    ] {
        let mut wire = Wire::open(&gateway).await;
        wire.send(&format!("PUT /ipg/2.0.0/customers/1 HTTP/{version}\r\n{rest}"))
            .await;
        let answer = if expected == "400" {
            wire.rest().await
        } else {
            wire.refusal().await
        };
        let status = format!("HTTP/{version} {expected}");
        assert!(answer.starts_with(&status), "{version} {rest:?}: {answer}");
    }
}
