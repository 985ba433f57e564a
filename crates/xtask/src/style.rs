//! The style sheets of page and widget as one text each: esbuild follows `@import`, which Trunk would copy.

use std::fs;

use anyhow::{Context, Result};

use crate::toolbox::Toolbox;
use crate::{process, project, shrink};

/// The widget's. Animations stand apart: without a shadow root the rules stand in a rule, which cannot hold
/// them.
pub(crate) struct WidgetSheet {
    pub(crate) css: String,
    pub(crate) keyframes: String,
}

pub(crate) fn sheet(tools: &Toolbox) -> Result<String> {
    bundled(tools, "main.css")
}

pub(crate) fn widget_sheet(tools: &Toolbox) -> Result<WidgetSheet> {
    Ok(WidgetSheet {
        css: bundled(tools, "widget.css")?,
        keyframes: bundled(tools, "animations.css")?,
    })
}

/// A file of `style/` with all that it imports.
fn bundled(tools: &Toolbox, name: &str) -> Result<String> {
    let sheet = project::root().join("style").join(name);
    let output = project::scratch().join("style").join(name);
    let mut esbuild = shrink::program(tools, "esbuild");
    esbuild
        .args(["--bundle", "--charset=utf8", "--log-level=warning"])
        .arg(sheet);
    process::run(esbuild.arg(format!("--outfile={}", output.display())))?;
    fs::read_to_string(&output).with_context(|| format!("cannot read {}", output.display()))
}
