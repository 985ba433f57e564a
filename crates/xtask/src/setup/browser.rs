//! A Chromium and its driver for the tests: the user's own, else Debian's.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use super::apt;
use super::steps::Step;
use crate::toolbox::{find_on_path, is_executable};

const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const MAC_BROWSERS: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const ADVICE: &str = "install Chromium or Chrome and the chromedriver of its version, \
    or name their files in CHROME and CHROMEDRIVER";

pub(super) struct Browser {
    pub(super) chrome: PathBuf,
    pub(super) driver: PathBuf,
}

pub(super) fn ready() -> Result<Browser> {
    let step = Step::new("Chromium and chromedriver");
    if let Some(browser) = find() {
        return step.done(browser.chrome.display().to_string(), browser);
    }
    if apt::is_possible() {
        let what = "apt-get install chromium chromium-driver, about 100 MB";
        step.tries(what, || apt::install(&["chromium", "chromium-driver"]));
    }
    let browser = step.or_install(find(), ADVICE)?;
    step.done(format!("{}, from Debian", browser.chrome.display()), browser)
}

fn find() -> Option<Browser> {
    let chrome = named("CHROME")
        .or_else(|| BROWSERS.iter().find_map(|name| find_on_path(name)))
        .or_else(|| {
            MAC_BROWSERS
                .iter()
                .map(PathBuf::from)
                .find(|file| is_executable(file))
        })?;
    let driver = named("CHROMEDRIVER").or_else(|| find_on_path("chromedriver"))?;
    Some(Browser { chrome, driver })
}

pub(super) fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|file| is_executable(file))
}
