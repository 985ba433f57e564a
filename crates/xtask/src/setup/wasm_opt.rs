//! wasm-opt for release builds: on PATH at the right version, else from npm's binaryen into the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::npm;
use super::steps::Step;
use crate::toolbox::find_on_path;
use crate::{process, project};

const FILES: &[&str] = &["package.json", "package-lock.json"];

/// The folder to put on PATH; none when it is there already.
pub(super) fn ready() -> Result<Option<PathBuf>> {
    let version = version()?;
    let step = Step::new(format!("wasm-opt {version}"));
    if find_on_path("wasm-opt").is_some_and(|program| says_version(&program, &version)) {
        return step.done("on PATH", None);
    }
    let cache = project::tool_cache().context("no home directory: set CYREXA_TOOLS to a folder for tools")?;
    let home = cache.join(format!("binaryen-{version}"));
    let folder = home.join("node_modules").join(".bin");
    let program = folder.join(if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" });
    if says_version(&program, &version) {
        npm::ensure_node()?;
        return step.done("in the cache", Some(folder));
    }
    step.says("npm ci, 100 MB unpacked");
    let half = cache.join(format!("binaryen.part.{}", std::process::id()));
    install(&half, &home).inspect_err(|_| drop(fs::remove_dir_all(&half)))?;
    ensure!(
        says_version(&program, &version),
        "binaryen {version} was installed, but its wasm-opt does not run"
    );
    step.done(format!("from npm, kept in {}", home.display()), Some(folder))
}

/// Installed beside its place and moved there whole.
fn install(half: &Path, home: &Path) -> Result<()> {
    fs::create_dir_all(half).with_context(|| format!("cannot make {}", half.display()))?;
    for file in FILES {
        fs::copy(tools().join(file), half.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    npm::install(half)?;
    let _replaced = fs::remove_dir_all(home);
    fs::rename(half, home).with_context(|| format!("cannot move to {}", home.display()))
}

/// The major version that package.json pins; binaryen has no other.
fn version() -> Result<String> {
    let manifest = fs::read_to_string(tools().join("package.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    let pinned = manifest["dependencies"]["binaryen"]
        .as_str()
        .context("tools/package.json pins no binaryen")?;
    Ok(pinned.split('.').next().unwrap_or(pinned).to_owned())
}

fn tools() -> PathBuf {
    project::root().join("crates").join("xtask").join("tools")
}

fn says_version(program: &Path, version: &str) -> bool {
    let said = process::read(Command::new(program).arg("--version"));
    said.is_ok_and(|said| said.split_whitespace().nth(2) == Some(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_asks_for_the_version_that_npm_installs() {
        let trunk = fs::read_to_string(project::root().join("Trunk.toml")).unwrap();
        assert!(trunk.contains(&format!("wasm_opt = \"version_{}\"", version().unwrap())));
    }
}
