//! A Firefox for the widget's tests: the user's own, else Debian's.

use std::path::PathBuf;

use anyhow::Result;

use super::steps::Step;
use super::{apt, browser};
use crate::toolbox::{find_on_path, is_executable};

const NAMES: &[&str] = &["firefox", "firefox-esr"];
const MAC: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

pub(super) fn ready() -> Result<PathBuf> {
    let step = Step::new("Firefox");
    if let Some(program) = find() {
        return step.done(program.display().to_string(), program);
    }
    if apt::is_possible() {
        let what = "apt-get install firefox-esr, about 70 MB";
        step.tries(what, || apt::install(&["firefox-esr"]));
    }
    let program = step.or_install(find(), "install Firefox, or name its file in FIREFOX")?;
    step.done(format!("{}, from Debian", program.display()), program)
}

fn find() -> Option<PathBuf> {
    browser::named("FIREFOX")
        .or_else(|| NAMES.iter().find_map(|name| find_on_path(name)))
        .or_else(|| Some(PathBuf::from(MAC)).filter(|file| is_executable(file)))
}
