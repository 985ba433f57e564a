//! The browser's standard library from Debian's packages alone, for machines that reach no Rust server:
//! its source comes with rust-web-src, vendored; we compile it once and link the result as a toolchain.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::process;
use crate::project::{self, WASM_TARGET};

pub(super) const TOOLCHAIN: &str = "debian-web";
const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const LINKER: &str = "/usr/lib/llvm-22/bin/lld";
const RUSTLIB: &str = "/usr/lib/rustlib";
/// An empty library crate, compiled only for the standard library that it depends on.
const EMPTY: &str = "cyrexa_std";

pub(super) fn is_possible() -> bool {
    apt::is_possible()
}

pub(super) fn build() -> Result<()> {
    apt::install(PACKAGES)?;
    give_the_linker_its_name()?;
    let folder = project::scratch().join(EMPTY);
    compile_std(&folder)?;
    install_libraries(&folder)?;
    process::run(Command::new("rustup").args(["toolchain", "link", TOOLCHAIN, "/usr"]))
}

/// rustc asks for `rust-lld` in its own folder; Debian's package has it elsewhere.
fn give_the_linker_its_name() -> Result<()> {
    let about = process::read(Command::new("/usr/bin/rustc").arg("-vV"))?;
    let host = about
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("rustc names no host")?;
    let folder = format!("{RUSTLIB}/{host}/bin");
    process::run(apt::as_root("mkdir").args(["-p", &folder]))?;
    process::run(apt::as_root("ln").args(["-sfn", LINKER, &format!("{folder}/rust-lld")]))
}

fn compile_std(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    // A workspace of its own: it lies below the project's.
    let manifest = format!("[package]\nname = \"{EMPTY}\"\nedition = \"2021\"\n\n[workspace]\n");
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src").join("lib.rs"), "")?;
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .current_dir(folder)
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1");
    // Without bitcode in the libraries a later `lto = true` fails.
    cargo
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", folder.join("target"));
    cargo
        .env_remove("RUSTUP_TOOLCHAIN")
        .args(["build", "--release", "--target", WASM_TARGET]);
    process::run(cargo.arg("-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro"))
}

fn install_libraries(folder: &Path) -> Result<()> {
    let built = folder
        .join("target")
        .join(WASM_TARGET)
        .join("release")
        .join("deps");
    let destination = format!("{RUSTLIB}/{WASM_TARGET}/lib");
    let mut copy = apt::as_root("cp");
    for file in fs::read_dir(&built)?.flatten() {
        if is_library(&file.file_name().to_string_lossy()) {
            copy.arg(file.path());
        }
    }
    process::run(apt::as_root("mkdir").args(["-p", &destination]))?;
    process::run(copy.arg(&destination))
}

fn is_library(file: &str) -> bool {
    file.ends_with(".rlib") && !file.starts_with(&format!("lib{EMPTY}-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_standard_library_is_installed() {
        for (file, expected) in [
            ("libstd-0123456789abcdef.rlib", true),
            ("libcore-0123456789abcdef.rlib", true),
            ("libstd-0123456789abcdef.rmeta", false),
            ("libcyrexa_std-0123456789abcdef.rlib", false),
        ] {
            assert_eq!(is_library(file), expected, "{file}");
        }
    }
}
