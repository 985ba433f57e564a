//! `cargo xtask assets`: the files that index.html names and that are made, not written. Trunk calls it before
//! a build.

use std::fs;

use anyhow::{Context, Result};
use cyrexa_messages::{AR, Messages, pack};

use crate::setup::{self, Need};
use crate::toolbox::{self, Toolbox};
use crate::{project, style};

/// The languages that are not compiled into the page.
const PACKS: &[&Messages] = &[&AR];

pub(crate) fn run() -> Result<()> {
    write("style/app.css", &style::sheet(&tools()?)?)?;
    PACKS
        .iter()
        .try_for_each(|messages| write(&format!("i18n/{}.txt", messages.locale.tag()), &pack(messages)))
}

/// Trunk, started by another command of ours, passes the tools on, on its PATH.
fn tools() -> Result<Toolbox> {
    if toolbox::find_on_path("esbuild").is_some() {
        return Ok(Toolbox::default());
    }
    setup::ready(&[Need::Shrinkers])
}

/// Not into a CARGO_TARGET_DIR: index.html looks for it in the project.
fn write(path: &str, text: &str) -> Result<()> {
    let file = project::root().join("target").join(path);
    // An unchanged file keeps its time, so that nothing that watches it starts anew.
    if fs::read_to_string(&file).is_ok_and(|before| before == text) {
        return Ok(());
    }
    fs::create_dir_all(file.parent().context("it is in a folder")?)?;
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
}
