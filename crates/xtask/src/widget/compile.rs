//! Rust into wasm-bindgen's glue and module.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Flavour;
use crate::toolbox::Toolbox;
use crate::{process, project, remap, shrink};

/// What is used of the glue.
const EXPORTS: &str = "default, Widget";

/// The files of the glue and of the module.
pub(super) fn run(tools: &Toolbox, flavour: Flavour) -> Result<(PathBuf, PathBuf)> {
    let linked = compile(tools, flavour)?;
    match flavour {
        Flavour::Release => shrink::shrunk(tools, &linked, EXPORTS, "widget/shrunk"),
        Flavour::Development => bind(tools, &linked, &flavour.scratch()),
    }
}

/// As Trunk compiles the app, so that the two share what they depend on.
fn compile(tools: &Toolbox, flavour: Flavour) -> Result<PathBuf> {
    let mut cargo = tools.for_wasm("cargo");
    cargo.args(["build", "--package", project::APP, "--bin", project::WIDGET]);
    cargo.args(["--target", project::WASM_TARGET]);
    let profile = match flavour {
        Flavour::Release => {
            cargo.args(["--profile", "wasm-release"]);
            cargo.env(remap::VARIABLE, remap::flags());
            "wasm-release"
        }
        Flavour::Development => "debug",
    };
    process::run(&mut cargo)?;
    Ok(project::compiled_for_wasm(profile, project::WIDGET))
}

/// For development as it is.
fn bind(tools: &Toolbox, linked: &Path, folder: &Path) -> Result<(PathBuf, PathBuf)> {
    let mut command = tools.command("wasm-bindgen");
    command.args([
        "--target",
        "web",
        "--no-typescript",
        "--debug",
        "--out-name",
        "view",
    ]);
    // The loader passes the module's address: nothing for a bundler to follow.
    command.arg("--omit-default-module-path");
    process::run(command.arg("--out-dir").arg(folder).arg(linked))?;
    Ok((folder.join("view.js"), folder.join("view_bg.wasm")))
}
