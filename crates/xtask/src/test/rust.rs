//! What cargo checks and tests without a browser.

use std::process::Command;

use anyhow::{Result, ensure};

use super::tally::Tally;
use crate::process;
use crate::project::{APP, GATEWAY, WASM_TARGET};
use crate::setup;
use crate::toolbox::Toolbox;

pub(super) fn fmt(tools: &Toolbox) -> Result<()> {
    process::run(tools.cargo().args(["fmt", "--all", "--check"]))
}

pub(super) fn clippy(tools: &Toolbox) -> Result<()> {
    process::run(
        tools
            .cargo()
            .args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    )?;
    // "All targets" are those that `cargo test` runs by itself: not `faults`. Not by its package: for a package
    // alone cargo chooses other features of the dependencies, and checks all of them again.
    process::run(
        tools
            .cargo()
            .args(["clippy", "--workspace", "--test", "*", "--", "-D", "warnings"]),
    )?;
    if !setup::has_clippy(tools.wasm_toolchain.as_deref()) {
        println!("not for the browser: the toolchain that compiles for it has no clippy");
        return Ok(());
    }
    let mut browser = tools.for_wasm("cargo");
    browser.args([
        "clippy",
        "--package",
        APP,
        "--package",
        "cyrexa-view",
        "--target",
        WASM_TARGET,
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    process::run(&mut browser)
}

pub(super) fn native(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    count(
        tools.cargo().args(["test", "--workspace", "--no-fail-fast"]),
        tally,
    )
}

/// The gateway for tests of other programs, with the integration tests that `native` has built: for the gateway alone
/// cargo chooses other features of its dependencies, and compiles all of them again.
pub(super) fn build_gateway(tools: &Toolbox) -> Result<()> {
    let build = ["build", "--workspace", "--bin", GATEWAY, "--test", "*"];
    process::run(tools.cargo().args(build))
}

/// Runs a `cargo test`, passes its output on and counts.
pub(super) fn count(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let (status, output) = process::tee(command)?;
    tally.add(Tally::of_cargo_test(&output));
    ensure!(status.success(), "cargo test failed ({status})");
    Ok(())
}
