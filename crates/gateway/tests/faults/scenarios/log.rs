//! A log that cannot be written: requests go on, and the gateway stops as it should.

use std::fs::File;
use std::io::{PipeReader, PipeWriter, pipe};
use std::process::Stdio;
use std::time::Duration;

use crate::figures;
use crate::process::{Launch, NO_RATE_LIMITS, folder};
use crate::support::merchant;

/// A pipe holds 64 KiB, and a request logs 200 bytes.
const REQUESTS: usize = 1000;
/// Twice the time that a stopping gateway gives running requests.
const STOP: Duration = Duration::from_secs(20);

pub(crate) async fn unwritable_logs() {
    let closed = |(reader, writer): (PipeReader, PipeWriter)| {
        drop(reader);
        Stdio::from(writer)
    };
    let (unread, writer) = pipe().unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    for (what, log, script) in [
        ("a pipe whose reader is gone", closed(pipe().unwrap()), ""),
        ("a full disk (/dev/full)", full.into(), ""),
        ("a pipe that is never read", writer.into(), ""),
        ("a closed descriptor (2>&-)", Stdio::null(), "exec 2>&-"),
        (
            "a file that may not grow",
            Stdio::null(),
            "trap '' XFSZ; exec 2>log; ulimit -f 0",
        ),
    ] {
        serves_with(what, log, script).await;
    }
    drop(unread);
}

async fn serves_with(what: &str, log: Stdio, script: &str) {
    let folder = folder();
    let script = script.replace("2>log", &format!("2>'{}'", folder.path().join("log").display()));
    // In memory: the fault is the log's alone.
    let mut gateway = Launch::new(folder.path())
        .options(&NO_RATE_LIMITS)
        .options(&["--log", "debug"])
        .in_memory()
        .after(&script)
        .log(log)
        .start();
    let mut served = 0;
    for n in 0..REQUESTS {
        let call = gateway.get(&format!("/customers/{n}")).by(&merchant(1));
        let answered = tokio::time::timeout(Duration::from_secs(10), call.try_send()).await;
        match answered {
            Ok(Some(answer)) if answer.status == 404 => served += 1,
            _ => break,
        }
    }
    figures::equal(&format!("{what}: of 1000 requests answered"), served, REQUESTS);
    let stopped = match gateway.is_running() {
        true => gateway.stop(STOP).await.map(|(status, _)| status.success()),
        false => None,
    };
    figures::equal(&format!("{what}: stops when asked"), stopped == Some(true), true);
}
