//! Rust's flags for a release in the browser. Paths in a panic's message are cut where the builder's machine
//! begins: no page contains the name of the builder's home. And the linker says what refers to what
//! (`shrink`).

use std::env;
use std::path::{Path, PathBuf};

use crate::{project, shrink};

/// The data lies behind the stack: where that is 960 KiB and not rustc's 1024, every address of data is a
/// byte shorter.
const STACK: &str = "-Clink-arg=-zstack-size=983040";

/// For cargo's environment. Only for the browser's target: nothing native is compiled anew.
pub(crate) const VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// A folder whose name has a space keeps it: flags are separated by spaces.
pub(crate) fn flags() -> String {
    let folders = registries(&cargo_home()).into_iter().chain([project::root()]);
    let cuts = folders.map(|folder| format!("--remap-path-prefix={}=", folder.display()));
    cuts.chain([shrink::linked::FLAG, STACK].map(str::to_owned))
        .filter(|flag| !flag.contains(' '))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Where cargo unpacks the crates of each registry.
fn registries(cargo_home: &Path) -> Vec<PathBuf> {
    let entries = cargo_home
        .join("registry")
        .join("src")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).collect();
    // The same flags every time: others would compile everything anew.
    folders.sort();
    folders
}

fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}
