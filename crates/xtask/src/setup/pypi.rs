//! Programs that PyPI has prebuilt.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::REGISTRY_TIMEOUT;
use crate::process;

/// `pip install` of what `wanted` names, without what it depends on; programs are in `folder/bin`.
pub(super) fn install(wanted: &[&OsStr], folder: &Path) -> Result<()> {
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--disable-pip-version-check",
    ]);
    pip.arg("--target").arg(folder).args(wanted);
    process::run_within(REGISTRY_TIMEOUT, &mut pip)
}
