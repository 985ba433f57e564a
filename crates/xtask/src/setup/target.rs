//! The standard library for the browser: in the toolchain, else from rustup, else built from Debian's
//! packages.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::steps::Step;
use super::{REGISTRY_TIMEOUT, debian};
use crate::process;
use crate::project::WASM_TARGET;

/// The toolchain to choose for it; none when the default one has it.
pub(super) fn ready() -> Result<Option<String>> {
    let step = Step::new(WASM_TARGET);
    if has_target(None) {
        return step.done("in the toolchain", None);
    }
    let linked = Some(debian::TOOLCHAIN.to_owned());
    if has_target(linked.as_deref()) {
        return step.done(format!("in the toolchain {}", debian::TOOLCHAIN), linked);
    }
    let mut add = Command::new("rustup");
    step.tries("rustup target add", || {
        process::run_within(REGISTRY_TIMEOUT, add.args(["target", "add", WASM_TARGET]))
    });
    if has_target(None) {
        return step.done("added by rustup", None);
    }
    if debian::is_possible() {
        step.tries(
            "building it from Debian's rust-web-src, about two minutes",
            debian::build,
        );
        if has_target(linked.as_deref()) {
            return step.done(format!("built, in the toolchain {}", debian::TOOLCHAIN), linked);
        }
    }
    step.or_install(None, format!("run `rustup target add {WASM_TARGET}`"))
}

fn has_target(toolchain: Option<&str>) -> bool {
    let mut rustc = Command::new("rustc");
    if let Some(toolchain) = toolchain {
        rustc.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    let folder = process::read(rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]));
    let files = folder
        .ok()
        .and_then(|folder| std::fs::read_dir(PathBuf::from(folder.trim())).ok());
    files.into_iter().flatten().flatten().any(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}
