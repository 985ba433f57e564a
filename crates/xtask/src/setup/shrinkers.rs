//! What shrinks a release build: wasm-opt and wasm-metadce of npm's binaryen, and esbuild. From npm into the
//! cache, exactly as the lock file has them: another wasm-opt on PATH would give other bytes.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::steps::Step;
use super::{npm, npm_home};
use crate::{process, project};

/// Each has `--version`.
const PROGRAMS: &[&str] = &["wasm-opt", "wasm-metadce", "esbuild"];

/// The folder to put on PATH.
pub(super) fn ready() -> Result<PathBuf> {
    let step = Step::new("wasm-opt and esbuild");
    npm::ensure_node()?;
    let home = npm_home::of(&tools(), "shrinkers")?;
    let folder = home.join("node_modules").join(".bin");
    if runs(&folder) {
        return step.done("in the cache", folder);
    }
    step.says("npm ci, 110 MB unpacked");
    npm_home::install(&tools(), &home, npm::install)?;
    ensure!(
        runs(&folder),
        "installed in {}, but they do not run",
        home.display()
    );
    step.done(format!("from npm, kept in {}", home.display()), folder)
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
