//! A log or an output that cannot be written: the gateway serves all the same.

use std::fs::File;
use std::io::{self, PipeReader, Read, Write};
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Program, customer};

/// More than a pipe holds.
const REQUESTS: usize = 400;

fn closed_pipe() -> Stdio {
    let (_, writer) = io::pipe().unwrap();
    writer.into()
}

/// A pipe that is full, and its end that is never read.
fn full_pipe() -> (PipeReader, Stdio) {
    let (reader, writer) = io::pipe().unwrap();
    let full = std::thread::spawn({
        let mut writer = writer.try_clone().unwrap();
        move || {
            // Linux holds 64 KiB in a pipe; what is more would wait for ever.
            writer.write_all(&[b' '; 64 * 1024]).unwrap();
        }
    });
    full.join().unwrap();
    (reader, writer.into())
}

fn full_disk() -> Stdio {
    File::options().write(true).open("/dev/full").unwrap().into()
}

#[tokio::test]
async fn requests_are_answered_whatever_becomes_of_the_log() {
    let (_unread, unread_pipe) = full_pipe();
    for (what, log, drops) in [
        ("a closed pipe", closed_pipe(), true),
        ("a full disk", full_disk(), true),
        ("a pipe that is never read", unread_pipe, false),
    ] {
        let folder = TempDir::new().unwrap();
        let mut gateway = Program::start_logging_to(folder.path(), log);
        gateway.create(&customer(7), "Ana", "ana@example.com").await;
        for _ in 0..REQUESTS {
            let answer = gateway.get("/customers/1").by(&customer(7)).send().await;
            assert_eq!(answer.status, 200, "{what}");
        }
        if drops {
            let health = gateway.get(&gateway.root("/health")).send().await.json();
            assert_ne!(health["droppedLogLines"], 0, "{what}: {health}");
        }
        gateway.signal("TERM");
        assert!(gateway.wait().success(), "{what}");
    }
}

#[tokio::test]
async fn the_program_serves_where_its_output_is_not_read() {
    let (_unread, unread_pipe) = full_pipe();
    for (what, output) in [
        ("a closed pipe", closed_pipe()),
        ("a full disk", full_disk()),
        ("a pipe that is never read", unread_pipe),
    ] {
        let folder = TempDir::new().unwrap();
        let gateway = Program::start_printing_to(folder.path(), output).await;
        let answer = gateway.get("/customers").by(&customer(7)).send().await;
        assert_eq!(answer.status, 200, "{what}");
    }
}

#[test]
fn an_error_that_cannot_be_printed_is_an_exit_code() {
    for stream in [closed_pipe as fn() -> Stdio, full_disk] {
        let status = Program::command()
            .args(["--listen", "127.0.0.1:0", "--database", "/dev/null/at/all"])
            .stdout(stream())
            .stderr(stream())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(1));
    }
}

#[tokio::test]
async fn what_was_dropped_is_said_once_the_log_can_be_written_again() {
    let folder = TempDir::new().unwrap();
    let (mut reader, pipe) = full_pipe();
    let mut gateway = Program::start_logging_to(folder.path(), pipe);
    // More than the queue and the pipe hold.
    let mut dropped = 0;
    while dropped == 0 {
        let health = gateway.get(&gateway.root("/health")).send().await.json();
        dropped = health["droppedLogLines"].as_u64().unwrap();
    }
    let log = std::thread::spawn(move || {
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        text
    });
    gateway.signal("TERM");
    assert!(gateway.wait().success());
    let log = log.join().unwrap();
    let last = log
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line.trim_start()).ok())
        .filter_map(|line| line["dropped_lines"].as_u64())
        .next_back();
    assert!(last.is_some_and(|last| last >= dropped), "{last:?} of {dropped}");
}
