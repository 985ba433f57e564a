//! `cargo xtask bench`: `cargo bench` for the packages that have benchmarks, and for those alone; `--edge`
//! measures the edge module on its engines instead, `--gateway` the gateway with a million customers.

use anyhow::{Context, Result};

use crate::setup::{self, Need};
use crate::toolbox::Toolbox;
use crate::{edge, process, project};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only benchmarks whose name contains this; with --edge only `check`, `workerd` or `envoy`, with
    /// --gateway a scenario of the faults stage
    filter: Option<String>,
    /// The edge module: the check against Ajv, workerd and Envoy with and without it (two minutes; CPU time,
    /// so that others may work meanwhile)
    #[arg(long)]
    edge: bool,
    /// The gateway: a million customers against a thousand, as ratios in one run (two minutes)
    #[arg(long, conflicts_with = "edge")]
    gateway: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if args.edge {
        return edge_engines(args);
    }
    if args.gateway {
        return gateway(args);
    }
    let mut cargo = Toolbox::default().cargo();
    // Bench targets alone: without this, every library's tests are run as well.
    cargo.args(["bench", "--workspace", "--bench", "*"]);
    process::run(cargo.args(args.filter.iter().flat_map(|filter| ["--", filter])))
}

fn gateway(args: &Args) -> Result<()> {
    let scenario = args.filter.as_deref().unwrap_or("million");
    let mut suite = Toolbox::default().cargo();
    suite.args([
        "test",
        "--release",
        "--package",
        project::GATEWAY,
        "--test",
        "faults",
    ]);
    process::run(suite.args(["--", scenario]))
}

fn edge_engines(args: &Args) -> Result<()> {
    let tools = setup::ready(&[Need::WasmTarget, Need::Shrinkers, Need::EdgeEngines, Need::Envoy])?;
    edge::build(&tools)?;
    let mut node = tools.command("node");
    node.current_dir(project::edge_tests())
        .arg("bench/run.mjs")
        .args(&args.filter);
    node.env("CYREXA_EDGE_DIST", edge::built());
    node.env(
        "CYREXA_ENVOY",
        tools.envoy.as_deref().context("Envoy was not set up")?,
    );
    process::run(&mut node)
}
