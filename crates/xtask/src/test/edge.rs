//! The edge module on the engines that platforms run it on, in front of the real gateway.

use anyhow::{Context, Result, ensure};

use super::rust;
use super::tally::Tally;
use crate::toolbox::Toolbox;
use crate::{edge, fuzz, process, project};

/// Enough to see that the targets still run; `cargo xtask fuzz` looks for something new.
const SMOKE_SECONDS: u32 = 10;

pub(super) fn run(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    edge::build(tools)?;
    rust::build_gateway(tools)?;
    process::run(
        tools
            .cargo()
            .args(["build", "--package", "cyrexa-edge", "--example", "judge_frames"]),
    )?;
    let mut node = tools.command("node");
    node.current_dir(project::edge_tests())
        .args(["--test", "--test-reporter=spec", "specs/"]);
    node.env("CYREXA_GATEWAY_BIN", project::gateway_binary())
        .env("CYREXA_EDGE_DIST", edge::built());
    node.env(
        "CYREXA_ENVOY",
        tools.envoy.as_deref().context("Envoy was not set up")?,
    );
    node.env("CHROME_PATH", tools.chrome()?).env("NO_COLOR", "1");
    let (status, output) = process::tee(&mut node)?;
    tally.add(Tally::of_node_test(&output));
    ensure!(status.success(), "node --test failed ({status})");
    ensure!(tally.passed > 0, "node ran no test");
    fuzz::smoke(tools, SMOKE_SECONDS)
}
