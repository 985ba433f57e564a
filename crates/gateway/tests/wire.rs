//! Bodies on a bare connection: too long, announced, broken off. An answer comes, and comes to this request.

use tempfile::TempDir;

use crate::support::{Gateway, Program, Wire, authorization};

#[tokio::test]
async fn a_megabyte_is_taken_in_and_answered_and_the_connection_goes_on() {
    let megabyte = "x".repeat(1024 * 1024);
    let chunked: String = (0..64)
        .map(|n| format!("4000\r\n{}\r\n", &megabyte[n * 0x4000..(n + 1) * 0x4000]))
        .chain(["0\r\n\r\n".to_owned()])
        .collect();
    let declared = format!("Content-Length: {}\r\n\r\n{megabyte}", megabyte.len());
    let chunked = format!("Transfer-Encoding: chunked\r\n\r\n{chunked}");
    for (what, has_token, rest, status) in [
        ("declared", true, &declared, "413"),
        ("in chunks", true, &chunked, "413"),
        ("without a token", false, &declared, "401"),
    ] {
        let gateway = Gateway::start_with(|config| config.is_dev = true).await;
        let authorization = if has_token {
            authorization(&gateway).await
        } else {
            String::new()
        };
        let mut wire = Wire::open(&gateway).await;
        for _ in 0..2 {
            wire.post(&format!("{authorization}{rest}")).await;
            let answer = wire.refusal().await;
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status}")),
                "{what}: {answer}"
            );
        }
    }
}

#[tokio::test]
async fn who_asks_before_sending_is_answered_without_having_to() {
    let folder = TempDir::new().unwrap();
    let gateway = Program::start(folder.path(), &["--dev"]);
    let authorization = authorization(&gateway).await;
    let mut wire = Wire::open(&gateway).await;
    wire.post(&format!(
        "{authorization}Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"
    ))
    .await;
    let answer = wire.refusal().await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_answered() {
    let gateway = Gateway::start_with(|config| config.is_dev = true).await;
    let authorization = authorization(&gateway).await;
    let mut wire = Wire::open(&gateway).await;
    wire.post(&format!(
        "{authorization}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"
    ))
    .await;
    let answer = wire.refusal().await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("BAD_REQUEST"), "{answer}");
}
