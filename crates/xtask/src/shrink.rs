//! What is left undone by whoever compiles a module: panics with messages that nobody sees; classes, exported by crates
//! that we use little of, that nobody calls, and all that those call; glue that Trunk's minifier gives up on.
//!
//! The glue is bundled down to what is called of it, panics become traps, what the glue does not call goes, and wasm-opt
//! sees the rest. In `dist/` the files get new names by their new content, and the page new names and hashes.

mod exports;
pub(crate) mod linked;
mod names;
mod order;
pub(crate) mod page;
mod panics;
mod remarks;
mod traps;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::toolbox::Toolbox;
use crate::{process, project};

/// Chosen by bytes of brotli, November 2026. On 491 kB of module: -Oz 102.5 kB, -Oz --converge 102.4, --gufa 102.5,
/// -Os -Os 101.9, flattened and looped anew before -Oz -Oz 101.3, before -Os -Os 101.1. Later, on the widget of 77.5: that
/// twice, with locals made simple between, 77.3. --traps-never-happen would save a kilobyte and let a panic run on: not
/// worth it. Low memory is unused because rustc lays the stack there, which grows downwards: the last kilobyte of it. Data
/// that became zeros is left as zeros: cut out, each gap would begin another segment, which is 200 bytes more.
const WASM_OPT: &[&str] = &[
    "--flatten",
    "--rereloop",
    "--simplify-locals-notee-nostructure",
    "-Os",
    "--flatten",
    "--rereloop",
    "--simplify-locals-notee-nostructure",
    "-Os",
    "--low-memory-unused",
    "--skip-pass=memory-packing",
];

/// The glue as wasm-bindgen writes it.
const ALL: &str = "all.js";

/// The name by which its module imports it.
const MODULE: &str = "./all_bg.js";

/// The app of the page in `dist/`.
pub(crate) fn run(tools: &Toolbox) -> Result<()> {
    let dist = project::dist();
    let (glue, module) = app_of(&dist)?;
    ensure!(
        !dist.join("snippets").is_dir(),
        "the glue imports snippets: bundle it where it lies"
    );
    let linked = project::compiled_for_wasm("wasm-release", project::APP);
    let start = start_of(&dist)?;
    let small_start = project::scratch().join("start.js");
    let mut esbuild = program(tools, "esbuild");
    esbuild
        .arg(&start)
        .args([
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
        ])
        .arg(format!("--outfile={}", small_start.display()));
    process::run(&mut esbuild)?;
    let (small_glue, small_module) = shrunk(tools, &linked, "default", "shrink")?;

    let page = dist.join("index.html");
    let mut html = read(&page)?;
    for (old, new, attribute) in [
        (&start, &small_start, "integrity"),
        (&glue, &small_glue, "integrity"),
        (&module, &small_module, "data-integrity"),
    ] {
        let (before, after) = (fs::read(old)?, fs::read(new)?);
        let (name, new_name) = (file_name(old), page::name(&file_name(old), &after));
        html = page::with_file_replaced(&html, (&name, &before), (&new_name, &after), attribute)?;
        fs::remove_file(old)?;
        fs::write(dist.join(&new_name), after)?;
    }
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

/// The glue and the module of what cargo compiled, in a folder of our own: no more than the glue's `exports` need.
pub(crate) fn shrunk(
    tools: &Toolbox,
    linked: &Path,
    exports: &str,
    folder: &str,
) -> Result<(PathBuf, PathBuf)> {
    let work = project::scratch().join(folder);
    fs::create_dir_all(&work)?;
    let (small_glue, small_module) = (work.join("glue.js"), work.join("module.wasm"));
    // What the classes call that nobody wants: named by all of the glue, no longer by what is left of it.
    let all = bind(tools, linked, &work)?;
    shrink_glue(tools, exports, &small_glue)?;
    let unused = &called(&all, &work.join(ALL))? - &called(&all, &small_glue)?;

    let trapped = work.join("trapped.wasm");
    let bytes = fs::read(linked).with_context(|| format!("cannot read {}", linked.display()))?;
    fs::write(&trapped, traps::without_panics(&bytes, &unused)?)?;
    let module = bind(tools, &trapped, &work)?;
    shrink_glue(tools, exports, &small_glue)?;
    shrink_module(tools, &module, &small_glue, &small_module)?;
    Ok((small_glue, small_module))
}

/// wasm-bindgen's glue is [`ALL`]; its module is returned.
fn bind(tools: &Toolbox, module: &Path, folder: &Path) -> Result<PathBuf> {
    let mut command = tools.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--out-name", "all"]);
    // Whoever starts it says where the module is.
    command.arg("--omit-default-module-path");
    process::run(command.arg("--out-dir").arg(folder).arg(module))?;
    Ok(folder.join("all_bg.wasm"))
}

/// The script that starts the app, which Trunk copies as it is: its minifier does not know `await` outside of a function.
fn start_of(dist: &Path) -> Result<PathBuf> {
    let names = fs::read_dir(dist)?.map(|entry| entry.map(|entry| entry.path()));
    let names: Vec<PathBuf> = names.collect::<std::io::Result<_>>()?;
    let start = names
        .into_iter()
        .find(|path| file_name(path).starts_with("start-") && file_name(path).ends_with(".js"));
    start.context("dist/ has no start-*.js")
}

/// wasm-bindgen's two files.
fn app_of(dist: &Path) -> Result<(PathBuf, PathBuf)> {
    let names = fs::read_dir(dist)?.map(|entry| entry.map(|entry| entry.path()));
    let names: Vec<PathBuf> = names.collect::<std::io::Result<_>>()?;
    let modules: Vec<_> = names
        .iter()
        .filter(|path| file_name(path).ends_with("_bg.wasm"))
        .collect();
    let [module] = modules[..] else {
        anyhow::bail!("dist/ has {} modules instead of one", modules.len());
    };
    let glue = dist.join(file_name(module).replace("_bg.wasm", ".js"));
    ensure!(glue.is_file(), "{} is missing", glue.display());
    Ok((glue, module.clone()))
}

/// Bundled with a file that wants its `exports` only, so that the other classes fall away. What would keep them: a method
/// added to them where `Symbol.dispose` is there, and registries that only they use.
fn shrink_glue(tools: &Toolbox, exports: &str, output: &Path) -> Result<()> {
    let all = output.with_file_name(ALL);
    let registry = "new FinalizationRegistry(";
    let text = read(&all)?.replace(registry, &format!("/* @__PURE__ */ {registry}"));
    fs::write(&all, text)?;
    let entry = output.with_file_name("entry.js");
    fs::write(&entry, format!("export {{ {exports} }} from \"./{ALL}\";\n"))?;
    let mut esbuild = program(tools, "esbuild");
    esbuild.arg(&entry).arg(format!("--outfile={}", output.display()));
    esbuild.args([
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--define:Symbol.dispose=undefined",
        "--log-level=warning",
    ]);
    process::run(&mut esbuild)
}

/// Those of a module's exports that its glue names.
fn called(module: &Path, glue: &Path) -> Result<HashSet<String>> {
    let script = read(glue)?;
    let words: HashSet<&str> = script
        .split(|c: char| !(c.is_alphanumeric() || "_$".contains(c)))
        .collect();
    let mut exports = exports::names(&fs::read(module)?).context("the module's exports cannot be read")?;
    exports.retain(|name| words.contains(name.as_str()));
    let called = HashSet::from_iter(exports);
    ensure!(called.contains("memory"), "the glue does not call its module");
    Ok(called)
}

fn shrink_module(tools: &Toolbox, module: &Path, glue: &Path, output: &Path) -> Result<()> {
    let called = called(module, glue)?;
    let root = json!({ "name": "glue", "root": true, "reaches": called });
    let nodes = called.iter().map(|name| json!({ "name": name, "export": name }));
    let graph = output.with_file_name("graph.json");
    fs::write(
        &graph,
        serde_json::Value::from_iter([root].into_iter().chain(nodes)).to_string(),
    )?;
    let less = output.with_file_name("less.wasm");
    let mut metadce = program(tools, "wasm-metadce");
    metadce
        .arg(module)
        .arg("--graph-file")
        .arg(&graph)
        .arg("-o")
        .arg(&less);
    // It lists all that it drops.
    process::read(&mut metadce)?;
    let small = output.with_file_name("small.wasm");
    process::run(
        program(tools, "wasm-opt")
            .arg(&less)
            .args(WASM_OPT)
            .arg("-o")
            .arg(&small),
    )?;
    let named = output.with_file_name("named.wasm");
    let mut wasm_opt = program(tools, "wasm-opt");
    wasm_opt
        .arg(&small)
        .arg("--minify-imports-and-exports-and-modules")
        .arg("-o")
        .arg(&named);
    let names = names::Names::read(&process::read(&mut wasm_opt)?)?;
    fs::write(glue, names.put_into(&read(glue)?, MODULE)?)?;

    let placed = output.with_file_name("placed.wasm");
    fs::write(&placed, order::with_places(&fs::read(&named)?)?)?;
    let mut wasm_opt = program(tools, "wasm-opt");
    wasm_opt.arg(&placed).args(["--reorder-functions-by-name", "-o"]);
    process::run(wasm_opt.arg(output))?;
    fs::write(output, remarks::without(&fs::read(output)?)?)?;
    Ok(())
}

/// One of those that npm installed.
pub(crate) fn program(tools: &Toolbox, name: &str) -> Command {
    tools.command(if cfg!(windows) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    })
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
