//! The host's log: this target's standard library has no standard error stream.

use wasi::cli::stderr::get_stderr;

/// Writes one line. It may contain codes and field names, never a value.
pub(crate) fn log(line: &str) {
    // There is nowhere to say that the log failed.
    let _logged = get_stderr().blocking_write_and_flush(format!("cyrexa edge: {line}\n").as_bytes());
}
