//! The licences, sources and known weaknesses of every crate that we depend on: cargo-deny with deny.toml.

use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process;
use crate::toolbox::Toolbox;

/// The database of advisories is on GitHub, five seconds away or not to be had.
const DATABASE_TIMEOUT: Duration = Duration::from_secs(60);

pub(super) fn run(tools: &Toolbox) -> Result<()> {
    if !tools.has_cargo_deny {
        println!("not checked: cargo-deny is missing");
        return Ok(());
    }
    process::run(deny(tools).args(["check", "licenses", "bans", "sources"]))?;
    if let Err(error) = process::run_within(DATABASE_TIMEOUT, deny(tools).args(["fetch", "db"])) {
        println!("advisories not checked: their database could not be fetched ({error:#})");
        return Ok(());
    }
    process::run(deny(tools).args(["check", "advisories"]))
}

/// Of all members of the workspace: by itself it looks at the root package alone.
fn deny(tools: &Toolbox) -> Command {
    let mut command = tools.command("cargo-deny");
    command.args(["--workspace", "--locked"]);
    command
}
