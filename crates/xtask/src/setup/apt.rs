//! Debian packages: only where apt-get exists and needs no password.

use std::fs::{self, File};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::toolbox::find_on_path;
use crate::{process, project};

/// Chromium is 100 MB; slower than this is stuck.
const TIMEOUT: Duration = Duration::from_secs(900);

pub(super) fn is_possible() -> bool {
    find_on_path("apt-get").is_some()
        && (is_root() || process::read(as_root("true").arg("--version")).is_ok())
}

pub(super) fn install(packages: &[&str]) -> Result<()> {
    let log = project::scratch().join("apt.log");
    fs::create_dir_all(project::scratch())?;
    let mut file = File::create(&log)?;
    apt(&["update"], &mut file).with_context(|| format!("see {}", log.display()))?;
    let arguments = [&["install", "-y", "--no-install-recommends"], packages].concat();
    apt(&arguments, &mut file).with_context(|| format!("see {}", log.display()))
}

fn apt(arguments: &[&str], log: &mut File) -> Result<()> {
    let mut command = as_root("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-o", "DPkg::Lock::Timeout=120"])
        .args(arguments);
    process::run_within(TIMEOUT, command.stdout(log.try_clone()?).stderr(log.try_clone()?))
}

pub(super) fn as_root(program: &str) -> Command {
    if is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["--non-interactive", program]);
    command
}

#[cfg(unix)]
fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
