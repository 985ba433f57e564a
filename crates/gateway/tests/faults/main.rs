//! Load and faults: the gateway as a release program on a real file, attacked and broken from outside. Each
//! scenario is bounded in count and time and prints the figures that it holds; they are in a table at the
//! end.
//!
//! Linux only: memory is read from `/proc`, disks are filled in a mount namespace.
#![expect(
    clippy::unwrap_used,
    reason = "clippy knows tests by their attribute; what supports them fails them the same way"
)]

#[path = "../support/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "shared with the other test program, which uses the rest"
)]
mod support;

mod figures;
mod fill;
mod load;
mod process;
mod scenarios;
mod sockets;

use std::future::Future;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

/// The slowest scenario takes a quarter of this on two idle cores: only one that hangs is stopped.
const LIMIT: Duration = Duration::from_secs(300);

fn main() -> ExitCode {
    process::raise_descriptor_limit();
    process::clear_up();
    // One after the other: a figure must not depend on what else runs.
    let arguments = Arguments {
        test_threads: Some(1),
        ..Arguments::from_args()
    };
    let conclusion = libtest_mimic::run(&arguments, scenarios::all());
    figures::print();
    conclusion.exit_code()
}

/// A scenario fails by a panic or by a figure that does not hold.
fn trial<F: Future<Output = ()> + 'static>(name: &'static str, scenario: fn() -> F) -> Trial {
    Trial::test(name, move || {
        figures::begin(name);
        let began = Instant::now();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let ended = runtime.block_on(async { tokio::time::timeout(LIMIT, scenario()).await });
        runtime.shutdown_background();
        figures::note("took, s", format!("{:.1}", began.elapsed().as_secs_f64()));
        match (ended, figures::failures()) {
            (Err(_), _) => Err(Failed::from(format!("did not end within {LIMIT:?}"))),
            (Ok(()), failures) if failures.is_empty() => Ok(()),
            (Ok(()), failures) => Err(Failed::from(failures.join("\n"))),
        }
    })
}
