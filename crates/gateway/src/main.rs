//! The gateway as a program: `cli` reads what the operator wants, the library does it.

mod cli;
mod log;

fn main() -> std::process::ExitCode {
    match cli::run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cyrexa-gateway: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
