//! What set-up found: how to call each tool so that it finds the others.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project;

#[derive(Default)]
pub(crate) struct Toolbox {
    /// Folders put before the user's PATH.
    pub(crate) folders: Vec<PathBuf>,
    /// The rustup toolchain that has the wasm target, when it is not the default one.
    pub(crate) wasm_toolchain: Option<String>,
    pub(crate) chrome: Option<PathBuf>,
    pub(crate) chromedriver: Option<PathBuf>,
    pub(crate) firefox: Option<PathBuf>,
    pub(crate) envoy: Option<PathBuf>,
    pub(crate) has_cargo_deny: bool,
}

impl Toolbox {
    /// A command in the project's root.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let user = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&user));
        if let Ok(path) = env::join_paths(folders) {
            command.env("PATH", path);
        }
        command.current_dir(project::root());
        command
    }

    pub(crate) fn cargo(&self) -> Command {
        self.command("cargo")
    }

    /// Cargo or trunk, with the toolchain that can compile for the browser.
    pub(crate) fn for_wasm(&self, program: &str) -> Command {
        let mut command = self.command(program);
        if let Some(toolchain) = &self.wasm_toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        command
    }

    /// A program of the npm packages in the folder where it is run.
    pub(crate) fn npx(&self) -> Command {
        self.command(if cfg!(windows) { "npx.cmd" } else { "npx" })
    }

    pub(crate) fn trunk(&self) -> Command {
        let mut command = self.for_wasm("trunk");
        // Trunk asks a registry for its newest version, and refuses to start with NO_COLOR=1.
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        if env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        command
    }

    pub(crate) fn chrome(&self) -> Result<&Path> {
        self.chrome.as_deref().context("the browser was not set up")
    }

    pub(crate) fn chromedriver(&self) -> Result<&Path> {
        self.chromedriver
            .as_deref()
            .context("chromedriver was not set up")
    }
}

/// The first executable file of this name on PATH.
pub(crate) fn find_on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION))
        .find(|file| is_executable(file))
}

#[cfg(unix)]
pub(crate) fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
pub(crate) fn is_executable(file: &Path) -> bool {
    file.is_file()
}
