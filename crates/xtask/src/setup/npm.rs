//! Packages from npm, exactly as their lock file has them, with no install scripts.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::process;

const OLDEST_NODE: u32 = 18;
const TIMEOUT: Duration = Duration::from_secs(600);

/// `npm ci` in `folder`.
pub(super) fn install(folder: &Path) -> Result<()> {
    run(&["ci"], folder)
}

/// `npm install` in `folder`: the lock file's versions, without a demand that it lists every optional
/// package. A registry may lack those of other platforms, and then no lock file written with it satisfies
/// `npm ci`.
pub(super) fn install_for_this_platform(folder: &Path) -> Result<()> {
    run(&["install"], folder)
}

/// As [`install`], where one can do without: no second try.
pub(super) fn try_to_install(folder: &Path) -> Result<()> {
    run(&["ci", "--fetch-retries=0"], folder)
}

fn run(arguments: &[&str], folder: &Path) -> Result<()> {
    ensure_node()?;
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command
        .args(arguments)
        .args(["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::run_within(TIMEOUT, command.current_dir(folder))
}

pub(super) fn ensure_node() -> Result<()> {
    let advice = || {
        format!("Node.js {OLDEST_NODE} or newer with npm is needed: install it from your system's packages")
    };
    let version = process::read(Command::new("node").arg("--version")).with_context(advice)?;
    ensure!(
        major(&version).is_some_and(|major| major >= OLDEST_NODE),
        "{}; found {}",
        advice(),
        version.trim()
    );
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn major_version_of_node_is_read() {
        for (version, expected) in [
            ("v20.20.2\n", Some(20)),
            ("v18.0.0", Some(18)),
            ("v8.1.0", Some(8)),
            ("20", None),
            ("", None),
        ] {
            assert_eq!(major(version), expected, "{version}");
        }
    }
}
