//! `cargo xtask assets`: the files that index.html and the widget's build name and that are made, not
//! written. Trunk calls it before a build.

use std::fs;

use anyhow::{Context, Result};
use cyrexa_messages::{AR, Messages, pack};

use crate::{project, style};

/// The languages that are not compiled into the page.
const PACKS: &[&Messages] = &[&AR];

pub(crate) fn run() -> Result<()> {
    write("style/app.css", &style::sheet()?)?;
    let widget = style::widget_sheet()?;
    write("style/widget.css", &widget.css)?;
    write("style/widget-keyframes.css", &widget.keyframes)?;
    PACKS
        .iter()
        .try_for_each(|messages| write(&format!("i18n/{}.txt", messages.locale.tag()), &pack(messages)))
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
