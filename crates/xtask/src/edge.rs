//! The edge module in all its forms: the raw wasm, the npm package, the Envoy filter, the WASI component.
//!
//! Made in the build output, where no other build removes it, and copied into `dist/edge`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::toolbox::Toolbox;
use crate::{licences, process, project, shrink};

const PROFILE: &str = "edge-release";

/// What the compiler uses of WebAssembly. Envoy refuses a module that declares more, as `--all-features`
/// does.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What the filter does: a host calls whatever is exported, with each answer of the gateway too, and every
/// call costs it most of a microsecond.
const ENVOY_EXPORTS: &[&str] = &[
    "memory",
    "_initialize",
    "malloc",
    "proxy_abi_version_0_2_1",
    "proxy_on_vm_start",
    "proxy_on_configure",
    "proxy_on_context_create",
    "proxy_on_request_headers",
    "proxy_on_request_body",
    "proxy_on_request_trailers",
    "proxy_on_tick",
    "proxy_on_delete",
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
    optimize(tools, &compiled("cyrexa_edge_abi"), &into.join(RAW))?;
    let filter = into.join("envoy").join("cyrexa_edge_envoy.wasm");
    let less = project::scratch().join("envoy_less.wasm");
    keep_exports(tools, &compiled("cyrexa_edge_envoy"), ENVOY_EXPORTS, &less)?;
    optimize(tools, &less, &filter)?;
    component(tools, &into.join("wasi").join("cyrexa_edge.component.wasm"))?;
    let crates = project::root().join("crates");
    copy(&project::root().join("packages").join("edge"), &into.join("npm"))?;
    fs::copy(into.join(RAW), into.join("npm").join(RAW))?;
    licences::copy(&into.join("npm"))?;
    copy(&crates.join("edge-envoy").join("examples"), &into.join("envoy"))?;
    fs::copy(crates.join("edge/src/frame.rs"), into.join("frame.rs"))?;
    for (from, to) in [
        ("crates/edge", ""),
        ("crates/edge-envoy", "envoy"),
        ("crates/edge-wasi", "wasi"),
        ("packages/edge", "npm"),
    ] {
        let readme = fs::read_to_string(project::root().join(from).join("README.md"))?;
        fs::write(into.join(to).join("README.md"), with_links_of_dist(&readme))?;
    }
    Ok(())
}

/// The READMEs lie elsewhere in the repository than beside what is built.
fn with_links_of_dist(readme: &str) -> String {
    const PLACES: [(&str, &str); 6] = [
        ("](../edge/README.md)", "](../README.md)"),
        ("](../../crates/edge/README.md)", "](../README.md)"),
        ("](../../packages/edge/README.md)", "](npm/README.md)"),
        ("](../edge-envoy/README.md)", "](envoy/README.md)"),
        ("](../edge-wasi/README.md)", "](wasi/README.md)"),
        ("](src/frame.rs)", "](frame.rs)"),
    ];
    let replaced = |text: String, (from, to): (&str, &str)| text.replace(from, to);
    PLACES.into_iter().fold(readme.to_owned(), replaced)
}

fn compiled(name: &str) -> PathBuf {
    let folder = project::target_dir().join(project::WASM_TARGET).join(PROFILE);
    folder.join(format!("{name}.wasm"))
}

fn optimize(tools: &Toolbox, from: &Path, into: &Path) -> Result<()> {
    let mut command = shrink::program(tools, "wasm-opt");
    command.args(FEATURES).args(["-O3", "--converge"]);
    process::run(command.arg(from).arg("-o").arg(into))
}

/// Drops all other exports of a module.
fn keep_exports(tools: &Toolbox, from: &Path, kept: &[&str], into: &Path) -> Result<()> {
    let root = json!({ "name": "host", "root": true, "reaches": kept });
    let nodes = kept.iter().map(|name| json!({ "name": name, "export": name }));
    let graph = into.with_extension("json");
    fs::create_dir_all(project::scratch())?;
    fs::write(
        &graph,
        Value::from_iter([root].into_iter().chain(nodes)).to_string(),
    )?;
    let mut metadce = shrink::program(tools, "wasm-metadce");
    metadce.args(FEATURES).arg(from).arg("--graph-file").arg(graph);
    // It lists all that it drops.
    process::read(metadce.arg("-o").arg(into)).map(drop)
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
