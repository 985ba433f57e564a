//! `dist/`: is what lies there a release build of the sources as they are now?

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

use crate::project;
use crate::widget::{self, Flavour};

/// All that the page and the widget are made of.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "start.js",
    "src",
    "style",
    "public",
    "crates/contract",
    "crates/editor",
    "crates/messages",
    "crates/view",
    "packages/customer",
];

/// The stamp is a copy of the page, whose names carry hashes: a development build by a bare `trunk` differs.
fn stamp() -> PathBuf {
    project::scratch().join("release.html")
}

pub(crate) fn mark_as_release() -> Result<()> {
    fs::create_dir_all(project::scratch())?;
    fs::copy(project::dist().join("index.html"), stamp())?;
    Ok(())
}

pub(crate) fn is_current_release() -> bool {
    let page = fs::read(project::dist().join("index.html"));
    let same = page.is_ok_and(|page| fs::read(stamp()).is_ok_and(|stamped| stamped == page));
    let made = fs::metadata(stamp()).and_then(|data| data.modified());
    let has_widget = widget::loader(Flavour::Release).is_ok();
    same && has_widget
        && made.is_ok_and(|made| {
            SOURCES
                .iter()
                .all(|source| newest(&project::root().join(source)) < made)
        })
}

fn newest(path: &Path) -> SystemTime {
    let own = fs::metadata(path)
        .and_then(|data| data.modified())
        .unwrap_or(SystemTime::UNIX_EPOCH);
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .map(|entry| newest(&entry.path()))
        .fold(own, SystemTime::max)
}
