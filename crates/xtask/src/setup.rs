//! Set-up: for each tool what is already there, then the ordinary way, then the registry way. A line per
//! step says which it was and how long it took. What is a tool's own way lives in the file of its name.

mod apt;
mod browser;
mod cargo_tool;
mod debian;
mod edge_engines;
mod firefox;
mod lints;
mod node_modules;
mod npm;
mod npm_home;
mod peers;
mod pypi;
mod shrinkers;
mod steps;
mod target;

pub(crate) use lints::has_clippy;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process;
use crate::setup::cargo_tool::CargoTool;
use crate::toolbox::Toolbox;

/// A registry that has not answered by then is taken as unreachable.
const REGISTRY_TIMEOUT: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    Lints,
    /// Where it can be had without compiling it.
    CargoDeny,
    WasmTarget,
    Trunk,
    WasmBindgen,
    Shrinkers,
    Browser,
    Firefox,
    EndToEnd,
    /// The engines of npm, with the tool that makes a component.
    EdgeEngines,
    Envoy,
    /// For the fuzz targets; only where a nightly compiler is there.
    Fuzzer,
}

/// A development build as well as a release: esbuild puts the style sheets together for both.
pub(crate) const PAGE: &[Need] = &[Need::WasmTarget, Need::Trunk, Need::WasmBindgen, Need::Shrinkers];
/// The page and the edge module.
pub(crate) const ALL_OF_DIST: &[Need] = &[
    Need::WasmTarget,
    Need::Trunk,
    Need::WasmBindgen,
    Need::Shrinkers,
    Need::EdgeEngines,
];
const EVERYTHING: &[Need] = &[
    Need::Lints,
    Need::CargoDeny,
    Need::WasmTarget,
    Need::Trunk,
    Need::WasmBindgen,
    Need::Shrinkers,
    Need::Browser,
    Need::Firefox,
    Need::EndToEnd,
    Need::EdgeEngines,
    Need::Envoy,
];

/// `cargo xtask setup`.
pub(crate) fn everything() -> Result<()> {
    let tools = ready(EVERYTHING)?;
    if !tools.folders.is_empty() {
        let folders: Vec<_> = tools
            .folders
            .iter()
            .map(|folder| folder.to_string_lossy())
            .collect();
        println!(
            "\nTo use trunk by itself: export PATH=\"{}:$PATH\"",
            folders.join(":")
        );
    }
    Ok(())
}

/// The packages of the demo's React page; where there are none, the rest of the demo does without.
pub(crate) fn react_demo() -> Result<()> {
    node_modules::react_demo()
}

/// Packages to measure the widget against; nothing depends on them.
pub(crate) fn peers() -> Option<PathBuf> {
    peers::ready()
}

/// Makes sure of everything in `needs`. What compiles runs here, one after the other; what only downloads
/// runs beside it.
pub(crate) fn ready(needs: &[Need]) -> Result<Toolbox> {
    let wants = |need| needs.contains(&need);
    let mut tools = Toolbox::default();
    std::thread::scope(|scope| {
        let downloads = scope.spawn(|| {
            let shrinkers = wants(Need::Shrinkers).then(shrinkers::ready).transpose()?;
            let browser = wants(Need::Browser).then(browser::ready).transpose()?;
            let firefox = wants(Need::Firefox).then(firefox::ready).transpose()?;
            wants(Need::EndToEnd).then(node_modules::end_to_end).transpose()?;
            wants(Need::EdgeEngines)
                .then(edge_engines::from_npm)
                .transpose()?;
            let envoy = wants(Need::Envoy).then(edge_engines::envoy).transpose()?;
            anyhow::Ok((shrinkers, browser, firefox, envoy))
        });
        if wants(Need::Lints) {
            lints::ready()?;
        }
        if wants(Need::CargoDeny) {
            match CargoTool::deny().ready() {
                Ok(folder) => {
                    tools.folders.extend(folder);
                    tools.has_cargo_deny = true;
                }
                Err(error) => eprintln!("[setup] {error:#}"),
            }
        }
        if wants(Need::WasmTarget) {
            tools.wasm_toolchain = target::ready()?;
        }
        if wants(Need::Trunk) {
            tools.folders.extend(CargoTool::trunk().ready()?);
        }
        if wants(Need::WasmBindgen) {
            let version = locked_version(&tools, "wasm-bindgen")?;
            tools.folders.extend(CargoTool::wasm_bindgen(version).ready()?);
        }
        if wants(Need::Fuzzer) && crate::fuzz::has_nightly() {
            tools.folders.extend(CargoTool::fuzzer().ready()?);
        }
        let (shrinkers, browser, firefox, envoy) =
            downloads.join().expect("a panic there has been shown already")?;
        tools.folders.extend(shrinkers);
        tools.envoy = envoy;
        tools.firefox = firefox;
        if let Some(browser) = browser {
            tools.chrome = Some(browser.chrome);
            tools.chromedriver = Some(browser.driver);
        }
        Ok(tools)
    })
}

/// The version of a package in Cargo.lock.
fn locked_version(tools: &Toolbox, package: &str) -> Result<String> {
    // registry+https://...#wasm-bindgen@0.2.130
    let id = process::read(tools.cargo().args(["pkgid", package]))?;
    let (_, version) = id
        .trim()
        .rsplit_once('@')
        .context("`cargo pkgid` names no version")?;
    Ok(version.to_owned())
}
