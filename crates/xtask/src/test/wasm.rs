//! Tests that run as WebAssembly: the contract's in Node, the components' in headless Chromium.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::rust;
use super::tally::Tally;
use crate::project::{self, APP, WASM_TARGET};
use crate::toolbox::Toolbox;

/// For a file's tests, and for the driver's start, in seconds: the runner's own 20 and 5 are a busy machine's stutter. Only a test
/// that hangs lasts so long.
const TIMEOUTS: [(&str, &str); 2] = [
    ("WASM_BINDGEN_TEST_TIMEOUT", "300"),
    ("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60"),
];

pub(super) fn run(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    let capabilities = capabilities(tools)?;
    rust::count(
        cargo(tools, &capabilities)?.args(["--package", "cyrexa-contract", "--tests"]),
        tally,
    )?;
    rust::count(
        cargo(tools, &capabilities)?.args(["--package", "cyrexa-view", "--tests"]),
        tally,
    )?;
    let files = fs::read_dir(project::root().join("tests"))?.flatten();
    let tests = browser_tests(files.map(|file| file.file_name().to_string_lossy().into_owned()));
    ensure!(
        !tests.is_empty(),
        "no component tests: there is no tests/browser_*.rs"
    );
    let chosen = tests.iter().flat_map(|test| ["--test", test]);
    rust::count(
        cargo(tools, &capabilities)?.args(["--package", APP]).args(chosen),
        tally,
    )
}

fn cargo(tools: &Toolbox, capabilities: &Path) -> Result<Command> {
    let mut command = tools.for_wasm("cargo");
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    command
        .env("CHROMEDRIVER", tools.chromedriver()?)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        .envs(TIMEOUTS);
    command.args(["test", "--target", WASM_TARGET, "--no-fail-fast"]);
    Ok(command)
}

/// webdriver.json with the browser that set-up found.
fn capabilities(tools: &Toolbox) -> Result<PathBuf> {
    let committed =
        fs::read_to_string(project::root().join("webdriver.json")).context("cannot read webdriver.json")?;
    let mut capabilities: Value = serde_json::from_str(&committed).context("webdriver.json is no JSON")?;
    capabilities["goog:chromeOptions"]["binary"] = json!(tools.chrome()?.to_string_lossy());
    let file = project::scratch().join("webdriver.json");
    fs::create_dir_all(project::scratch())?;
    fs::write(&file, capabilities.to_string())?;
    Ok(file)
}

/// The names of the test targets that want a browser, in order.
fn browser_tests(files: impl Iterator<Item = String>) -> Vec<String> {
    let names = files.filter_map(|file| file.strip_suffix(".rs").map(str::to_owned));
    let mut tests: Vec<_> = names.filter(|name| name.starts_with("browser_")).collect();
    tests.sort();
    tests
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_tests_are_found_by_their_name() {
        for (files, expected) in [
            (vec![], vec![]),
            (vec!["flow_create.rs", "e2e", "browser_notes.md"], vec![]),
            (
                vec!["browser_text.rs", "browser_form.rs"],
                vec!["browser_form", "browser_text"],
            ),
        ] {
            assert_eq!(browser_tests(files.into_iter().map(str::to_owned)), expected);
        }
    }
}
