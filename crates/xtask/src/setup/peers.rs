//! What others publish for the same purpose: measured by `cargo xtask size`, never run.

use std::path::PathBuf;

use super::steps::Step;
use super::{npm, npm_home};
use crate::project;

/// The folder of the packages; none where they cannot be had.
pub(super) fn ready() -> Option<PathBuf> {
    let step = Step::new("peers of the widget");
    let source = project::root().join("crates").join("xtask").join("peers");
    let home = npm_home::of(&source, "peers").ok()?;
    let packages = home.join("node_modules");
    if packages.is_dir() {
        return step.done("in the cache", packages).ok();
    }
    step.tries("npm ci, 37 MB unpacked", || {
        npm::ensure_node()?;
        npm_home::install(&source, &home, npm::try_to_install)
    })?;
    step.done("from npm", packages).ok()
}
