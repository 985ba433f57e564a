//! The gateway as a program: `cli` reads what the operator wants, the library does it.

mod cli;

use std::io::Write;

fn main() -> std::process::ExitCode {
    match cli::run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            // `eprintln` would panic where the stream is closed; then the exit code alone has to do.
            writeln!(std::io::stderr(), "cyrexa-gateway: {error:#}").ok();
            std::process::ExitCode::FAILURE
        }
    }
}
