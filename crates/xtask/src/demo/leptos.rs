//! Somebody else's Leptos app with the profile in it: `demo/leptos`, built by Trunk as its author would.

use std::path::PathBuf;

use anyhow::Result;

use crate::toolbox::Toolbox;
use crate::{process, project};

pub(crate) fn folder() -> PathBuf {
    project::target_dir().join("demo-leptos")
}

pub(crate) fn build(tools: &Toolbox) -> Result<()> {
    let mut trunk = tools.trunk();
    trunk.current_dir(project::root().join("demo").join("leptos"));
    trunk.args(["build", "--dist"]).arg(folder());
    process::run(&mut trunk)
}
