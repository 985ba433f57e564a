//! What reads the output may go away early, as `head` does.

use std::process::{Command, Stdio};

#[test]
fn a_reader_that_goes_away_is_no_reason_to_break_off() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["test", "--only", "fmt"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked"), "{errors}");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", output.status);
}
