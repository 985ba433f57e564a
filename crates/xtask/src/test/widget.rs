//! The widget: what its package says against its sources, what its types say to React, and its use on a merchant's page, in two browsers.

use std::fs;

use anyhow::{Result, ensure};

use super::playwright;
use super::tally::Tally;
use crate::toolbox::Toolbox;
use crate::widget::Flavour;
use crate::{demo, process, project};

pub(super) fn run(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    playwright::ensure_release(tools)?;
    package(tools, tally)?;
    demo::build_react(tools, Flavour::Release)?;
    process::run(
        tools
            .npx()
            .args(["tsc", "--noEmit"])
            .current_dir(project::react_demo()),
    )?;
    playwright::run(tools, "playwright.widget.config.ts", tally)
}

fn package(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    let folder = project::root().join("packages").join("customer").join("test");
    let files = fs::read_dir(&folder)?.flatten().map(|entry| entry.path());
    let tests = files.filter(|path| path.to_string_lossy().ends_with(".test.mjs"));
    let mut node = tools.command("node");
    node.args(["--test", "--test-reporter=spec"]).args(tests);
    let (status, output) = process::tee(node.env("NO_COLOR", "1"))?;
    let ran = Tally::of_node_test(&output);
    tally.add(ran);
    ensure!(status.success(), "node --test failed ({status})");
    ensure!(ran.passed > 0, "node ran no test");
    Ok(())
}
