//! What shrinks a release build: wasm-opt and wasm-metadce of npm's binaryen, and esbuild. From npm into the cache, exactly as
//! the lock file has them: another wasm-opt on PATH would give other bytes.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::npm;
use super::steps::Step;
use crate::{process, project};

const FILES: &[&str] = &["package.json", "package-lock.json"];
/// Each tells its version.
const PROGRAMS: &[&str] = &["wasm-opt", "wasm-metadce", "esbuild"];

/// The folder to put on PATH.
pub(super) fn ready() -> Result<PathBuf> {
    let step = Step::new("wasm-opt and esbuild");
    npm::ensure_node()?;
    let cache = project::tool_cache().context("no home directory: set CYREXA_TOOLS to a folder for tools")?;
    let home = cache.join(format!("shrinkers-{:016x}", version()?));
    let folder = home.join("node_modules").join(".bin");
    if runs(&folder) {
        return step.done("in the cache", folder);
    }
    step.says("npm ci, 110 MB unpacked");
    let half = cache.join(format!("shrinkers.part.{}", std::process::id()));
    install(&half, &home).inspect_err(|_| drop(fs::remove_dir_all(&half)))?;
    ensure!(
        runs(&folder),
        "installed in {}, but they do not run",
        home.display()
    );
    step.done(format!("from npm, kept in {}", home.display()), folder)
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

/// Which packages: another lock file is another folder.
fn version() -> Result<u64> {
    let lock = tools().join("package-lock.json");
    let text = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Ok(hasher.finish())
}

fn tools() -> PathBuf {
    project::root().join("crates").join("xtask").join("tools")
}

fn runs(folder: &Path) -> bool {
    PROGRAMS.iter().all(|program| {
        let file = folder.join(if cfg!(windows) {
            format!("{program}.cmd")
        } else {
            (*program).to_owned()
        });
        process::read(Command::new(file).arg("--version")).is_ok()
    })
}
