//! Where things are: the project's folders, its build output, the user's tool cache.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Package of the page; its bin has the same name.
pub(crate) const APP: &str = "cyrexa-profile";
/// Bin of the widget, in the page's package.
pub(crate) const WIDGET: &str = "cyrexa-customer";
/// Package and bin of the reference gateway.
pub(crate) const GATEWAY: &str = "cyrexa-gateway";
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// This program. Asked for at its start: the tests' own build may put another file in its place, and the
/// system then calls the one that runs deleted.
pub(crate) static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| env::current_exe().unwrap_or_default());

pub(crate) fn root() -> PathBuf {
    // Cargo sets it when it runs us; the compiled-in path serves a binary started by hand.
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .unwrap_or(manifest)
}

pub(crate) fn target_dir() -> PathBuf {
    // `join` keeps an absolute CARGO_TARGET_DIR as it is.
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A module as cargo made it.
pub(crate) fn compiled_for_wasm(profile: &str, name: &str) -> PathBuf {
    let folder = target_dir().join(WASM_TARGET).join(profile);
    folder.join(name).with_extension("wasm")
}

/// Our own files in the build output: generated configuration, logs, stamps.
pub(crate) fn scratch() -> PathBuf {
    target_dir().join("xtask")
}

pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

pub(crate) fn end_to_end() -> PathBuf {
    root().join("tests").join("e2e")
}

/// The shop's page in React.
pub(crate) fn react_demo() -> PathBuf {
    root().join("demo").join("react")
}

/// The edge module on its engines.
pub(crate) fn edge_tests() -> PathBuf {
    root().join("tests").join("edge")
}

pub(crate) fn gateway_binary() -> PathBuf {
    target_dir()
        .join("debug")
        .join(GATEWAY)
        .with_extension(env::consts::EXE_EXTENSION)
}

/// One folder per tool and version, shared by all checkouts of a user.
pub(crate) fn tool_cache() -> Option<PathBuf> {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("CYREXA_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("cyrexa").join("tools")))
        .or_else(|| env::home_dir().map(|home| home.join(".cache").join("cyrexa").join("tools")))
}
