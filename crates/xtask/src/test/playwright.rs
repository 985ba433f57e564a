//! Playwright over the release build and the real gateway, with one of its configurations.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::rust;
use super::tally::Tally;
use crate::toolbox::Toolbox;
use crate::widget::Flavour;
use crate::{build, demo, dist, process, project};

/// `config` is a file of tests/e2e.
pub(super) fn run(tools: &Toolbox, config: &str, tally: &mut Tally) -> Result<()> {
    rust::build_gateway(tools)?;
    let report = project::scratch().join("playwright.json");
    let _earlier = fs::remove_file(&report);
    let mut playwright = tools.npx();
    playwright.current_dir(project::end_to_end());
    playwright.args(["playwright", "test", "--reporter=list,json", "--config", config]);
    // A race in one of a thousand tests shall not hide what the others say. It is counted and named: `flaky`.
    playwright.arg("--retries=1");
    playwright
        .env("CYREXA_GATEWAY_BIN", project::gateway_binary())
        .env("CYREXA_DIST", project::dist())
        .env("CYREXA_LEPTOS_DEMO", demo::leptos::folder())
        .env("CYREXA_REACT_DIST", demo::react_folder(Flavour::Release))
        // It serves the demo.
        .env("CYREXA_XTASK", &*project::PROGRAM);
    playwright.env("CHROME_PATH", tools.chrome()?);
    if let Some(firefox) = &tools.firefox {
        playwright.env("FIREFOX_PATH", firefox);
    }
    // The newer and the older name of the same option.
    playwright
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    let status = process::Group::spawn(&mut playwright)?.wait()?;
    let text =
        fs::read_to_string(&report).with_context(|| format!("Playwright ({status}) left no report"))?;
    let ran = Tally::of_playwright(&serde_json::from_str(&text)?)?;
    tally.add(ran);
    ensure!(status.success(), "playwright test failed ({status})");
    ensure!(ran.passed > 0, "playwright ran no test");
    Ok(())
}

/// A stage alone (`--only`) must not test yesterday's build.
pub(super) fn ensure_release(tools: &Toolbox) -> Result<()> {
    if dist::is_current_release() {
        return Ok(());
    }
    build::release(tools)
}
