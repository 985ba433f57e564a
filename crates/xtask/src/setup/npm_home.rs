//! npm packages in the user's cache, for all checkouts: a folder for each lock file.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project;

const FILES: &[&str] = &["package.json", "package-lock.json"];

/// Where the packages of `source` are or will be: another lock file is another folder.
pub(super) fn of(source: &Path, name: &str) -> Result<PathBuf> {
    let cache = project::tool_cache().context("no home directory: set CYREXA_TOOLS to a folder for tools")?;
    let lock = source.join("package-lock.json");
    let text = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Ok(cache.join(format!("{name}-{:016x}", hasher.finish())))
}

/// Installed `by` npm beside its place and moved there whole.
pub(super) fn install(source: &Path, home: &Path, by: fn(&Path) -> Result<()>) -> Result<()> {
    let half = home.with_extension(format!("part.{}", std::process::id()));
    fs::create_dir_all(&half).with_context(|| format!("cannot make {}", half.display()))?;
    for file in FILES {
        fs::copy(source.join(file), half.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    let done = by(&half).and_then(|()| {
        let _replaced = fs::remove_dir_all(home);
        fs::rename(&half, home).with_context(|| format!("cannot move to {}", home.display()))
    });
    done.inspect_err(|_| drop(fs::remove_dir_all(&half)))
}
