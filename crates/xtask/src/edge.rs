//! The edge module in all its forms: the raw wasm, the npm package, the Envoy filter, the WASI component.
//!
//! Made in the build output, where no other build removes it, and copied into `dist/edge`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::toolbox::Toolbox;
use crate::{process, project};

const PROFILE: &str = "edge-release";

/// What the compiler uses of WebAssembly. Envoy refuses a module that declares more, as `--all-features` does.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The module that imports nothing, within the folder of [`built`].
pub(crate) const RAW: &str = "cyrexa_edge.wasm";

/// Where it is made and tested.
pub(crate) fn built() -> PathBuf {
    project::target_dir().join("edge")
}

/// Makes all of it, and puts it into `dist/edge`.
pub(crate) fn release(tools: &Toolbox) -> Result<()> {
    build(tools)?;
    let dist = project::dist().join("edge");
    let _earlier = fs::remove_dir_all(&dist);
    copy(&built(), &dist)
}

pub(crate) fn build(tools: &Toolbox) -> Result<()> {
    let into = built();
    for folder in ["npm", "envoy", "wasi"] {
        fs::create_dir_all(into.join(folder))?;
    }
    for package in ["cyrexa-edge-abi", "cyrexa-edge-envoy", "cyrexa-edge-wasi"] {
        let mut cargo = tools.for_wasm("cargo");
        cargo.args([
            "build",
            "--package",
            package,
            "--profile",
            PROFILE,
            "--target",
            project::WASM_TARGET,
        ]);
        process::run(&mut cargo)?;
    }
    optimize(tools, "cyrexa_edge_abi", &into.join(RAW))?;
    optimize(
        tools,
        "cyrexa_edge_envoy",
        &into.join("envoy").join("cyrexa_edge_envoy.wasm"),
    )?;
    component(tools, &into.join("wasi").join("cyrexa_edge.component.wasm"))?;
    let crates = project::root().join("crates");
    copy(&project::root().join("packages").join("edge"), &into.join("npm"))?;
    fs::copy(into.join(RAW), into.join("npm").join(RAW))?;
    copy(&crates.join("edge-envoy").join("examples"), &into.join("envoy"))?;
    for (adapter, folder) in [("edge-envoy", "envoy"), ("edge-wasi", "wasi")] {
        fs::copy(
            crates.join(adapter).join("README.md"),
            into.join(folder).join("README.md"),
        )?;
    }
    fs::copy(crates.join("edge").join("README.md"), into.join("README.md"))?;
    Ok(())
}

fn compiled(name: &str) -> PathBuf {
    let folder = project::target_dir().join(project::WASM_TARGET).join(PROFILE);
    folder.join(format!("{name}.wasm"))
}

fn optimize(tools: &Toolbox, name: &str, into: &Path) -> Result<()> {
    let mut command = tools.command(if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" });
    command.args(FEATURES).args(["-O3", "--converge"]);
    process::run(command.arg(compiled(name)).arg("-o").arg(into))
}

/// A component from a core module, by the tool that also serves it in the tests.
fn component(tools: &Toolbox, into: &Path) -> Result<()> {
    let jco = project::edge_tests().join("node_modules/@bytecodealliance/jco/dist/jco.js");
    let mut command = tools.command("node");
    process::run(
        command
            .arg(jco)
            .arg("new")
            .arg(compiled("cyrexa_edge_wasi"))
            .arg("-o")
            .arg(into),
    )
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}
