//! The npm packages of the end-to-end tests, again whenever their lock file has changed.

use std::fs;

use anyhow::{Context, Result};

use super::npm;
use super::steps::Step;
use crate::project;

pub(super) fn ready() -> Result<()> {
    let step = Step::new("end-to-end packages");
    let folder = project::end_to_end();
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    // Contents, not times: a fresh clone has none to compare.
    let stamp = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        npm::ensure_node()?;
        return step.done("as locked", ());
    }
    step.says("npm ci in tests/e2e");
    npm::install(&folder)?;
    fs::write(&stamp, wanted)?;
    step.done("from npm", ())
}
