//! Playwright over the release build and the real gateway.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::tally::Tally;
use crate::toolbox::Toolbox;
use crate::{build, dist, process, project};

pub(super) fn run(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    // Alone (`--only e2e`) it must not test yesterday's app.
    if !dist::is_current_release() {
        build::release(tools)?;
    }
    process::run(tools.cargo().args(["build", "--package", project::GATEWAY]))?;
    let report = project::scratch().join("e2e.json");
    let _earlier = fs::remove_file(&report);
    let mut playwright = tools.npx();
    playwright
        .current_dir(project::end_to_end())
        .args(["playwright", "test", "--reporter=list,json"]);
    playwright
        .env("CYREXA_GATEWAY_BIN", project::gateway_binary())
        .env("CYREXA_DIST", project::dist());
    playwright
        .env("CHROME_PATH", tools.chrome()?)
        .env("FIREFOX_PATH", tools.firefox()?);
    // It serves the demo to the widget's specs.
    playwright.env("CYREXA_XTASK", std::env::current_exe()?);
    // The newer and the older name of the same option.
    playwright
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    let status = process::Group::spawn(&mut playwright)?.wait()?;
    let text =
        fs::read_to_string(&report).with_context(|| format!("Playwright ({status}) left no report"))?;
    tally.add(Tally::of_playwright(&serde_json::from_str(&text)?)?);
    ensure!(status.success(), "playwright test failed ({status})");
    ensure!(tally.passed > 0, "playwright ran no test");
    Ok(())
}
