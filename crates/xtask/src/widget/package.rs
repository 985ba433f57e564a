//! What an npm package has beside the code: `packages/customer`, and the licence.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{licences, project};

pub(super) fn copy(to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let from = project::root().join("packages").join("customer");
    for entry in fs::read_dir(&from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    licences::copy(to)?;
    let manifest: Value = serde_json::from_slice(&fs::read(to.join("package.json"))?)
        .context("packages/customer/package.json is no JSON")?;
    ensure!(
        manifest["version"] == super::VERSION,
        "packages/customer/package.json must have the version {} of Cargo.toml",
        super::VERSION
    );
    Ok(())
}
