//! rustfmt and clippy, parts of the Rust toolchain.

use std::process::Command;

use anyhow::Result;

use super::REGISTRY_TIMEOUT;
use super::steps::Step;
use crate::process;

pub(super) fn ready() -> Result<()> {
    let step = Step::new("rustfmt and clippy");
    let there =
        || process::read(Command::new("cargo").args(["fmt", "--version"])).is_ok() && has_clippy(None);
    if there() {
        return step.done("in the toolchain", ());
    }
    let mut add = Command::new("rustup");
    step.tries("rustup component add", || {
        process::run_within(
            REGISTRY_TIMEOUT,
            add.args(["component", "add", "rustfmt", "clippy"]),
        )
    });
    step.or_install(there().then_some(()), "run `rustup component add rustfmt clippy`")?;
    step.done("added by rustup", ())
}

/// Debian's toolchain for the browser comes without.
pub(crate) fn has_clippy(toolchain: Option<&str>) -> bool {
    let mut command = Command::new("cargo");
    if let Some(toolchain) = toolchain {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    process::read(command.args(["clippy", "--version"])).is_ok()
}
