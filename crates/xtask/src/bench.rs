//! `cargo xtask bench`: `cargo bench` for the packages that have benchmarks, and for those alone; `--edge`
//! measures the edge module on its engines instead, `--gateway` the gateway with a million customers.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

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
    let tools = Toolbox::default();
    let metadata = process::read(
        tools
            .cargo()
            .args(["metadata", "--no-deps", "--format-version", "1"]),
    )?;
    let benches = benches(&serde_json::from_str(&metadata)?)?;
    ensure!(!benches.is_empty(), "no package of the workspace has benchmarks");
    for (package, bench) in benches {
        println!("\n== {package}: {bench}");
        let mut command = tools.cargo();
        command.args(["bench", "--package", &package, "--bench", &bench]);
        process::run(command.args(args.filter.iter().flat_map(|filter| ["--", filter])))?;
    }
    Ok(())
}

/// A scenario of the `faults` stage alone: it is measured and held to its limits there.
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

fn benches(metadata: &Value) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for package in metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?
    {
        for target in package["targets"].as_array().into_iter().flatten() {
            let is_bench = target["kind"]
                .as_array()
                .is_some_and(|kinds| kinds.iter().any(|kind| kind == "bench"));
            if let (true, Some(package), Some(bench)) =
                (is_bench, package["name"].as_str(), target["name"].as_str())
            {
                found.push((package.to_owned(), bench.to_owned()));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_targets_that_are_benches_are_run() {
        let package = |targets| json!({"packages": [{"name": "contract", "targets": targets}]});
        for (targets, expected) in [
            (json!([]), vec![]),
            (json!([{"name": "contract", "kind": ["lib"]}]), vec![]),
            (
                json!([{"name": "contract", "kind": ["lib"]}, {"name": "rules", "kind": ["bench"]}]),
                vec![("contract".to_owned(), "rules".to_owned())],
            ),
        ] {
            assert_eq!(benches(&package(targets)).unwrap(), expected);
        }
    }
}
