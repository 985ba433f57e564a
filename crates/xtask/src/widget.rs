//! The widget: `<cyrexa-customer>` as files for a merchant's page, and as a package for npm.
//!
//! A loader, and what it loads when the element comes near: the view (wasm-bindgen's glue with the style
//! sheet in it), its wasm, a module per language that is not compiled in. All but the loader's alias have a
//! hash in their names. What the loader loads has one in common, of all their bytes: the loader knows it.

mod compile;
mod loader;
mod package;
mod parts;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cyrexa_messages::{AR, pack};
use serde_json::{Map, Value, json};

use self::loader::Check;
use crate::shrink::page::{hash, integrity, is_hash};
use crate::toolbox::Toolbox;
use crate::{project, style};

/// Of every crate of the workspace, and of the package.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The loader under the name that never changes.
pub(crate) const ALIAS: &str = "cyrexa-customer.js";
/// The package for npm, within the folder of the files.
pub(crate) const PACKAGE: &str = "npm";
const INTEGRITY: &str = "sri.json";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Small, into `dist/widget`.
    Release,
    /// Quickly made, into the build output: for `cargo xtask serve`.
    Development,
}

impl Flavour {
    pub(crate) fn folder(self) -> PathBuf {
        match self {
            Self::Release => project::dist().join("widget"),
            Self::Development => project::target_dir().join("widget-dev"),
        }
    }

    /// The texts that are put together in the end, each by itself; only of a release.
    pub(crate) fn minified(self) -> PathBuf {
        self.scratch().join("minified")
    }

    fn scratch(self) -> PathBuf {
        project::scratch().join(match self {
            Self::Release => "widget",
            Self::Development => "widget-dev",
        })
    }
}

struct File {
    name: String,
    bytes: Vec<u8>,
}

impl File {
    fn named(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// `stem-HASH.extension`.
    fn hashed(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: format!("{stem}-{}.{extension}", hash(&bytes)),
            bytes,
        }
    }

    /// All with the hash of all in their names: repeated digits cost the loader nothing after compression.
    fn hashed_together<const N: usize>(files: [(&str, &str, Vec<u8>); N]) -> [Self; N] {
        let hash = hash(&files.each_ref().map(|(_, _, bytes)| bytes.as_slice()).concat());
        files.map(|(stem, extension, bytes)| Self {
            name: format!("{stem}-{hash}.{extension}"),
            bytes,
        })
    }
}

/// What a page names to have the widget.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Loader {
    pub(crate) name: String,
    pub(crate) integrity: String,
}

/// As built last, under the name with its version and hash.
pub(crate) fn loader(flavour: Flavour) -> Result<Loader> {
    let file = flavour.folder().join(INTEGRITY);
    let hashes = fs::read(&file).with_context(|| format!("cannot read {}: build first", file.display()))?;
    let hashes: Map<String, Value> = serde_json::from_slice(&hashes).context("sri.json is no JSON")?;
    let loader = hashes
        .into_iter()
        .find(|(name, _)| name.starts_with("cyrexa-customer-"));
    let (name, integrity) = loader.context("sri.json has no loader")?;
    let integrity = integrity.as_str().unwrap_or_default().to_owned();
    Ok(Loader { name, integrity })
}

/// Whether a file of this name has the same content for ever.
pub(crate) fn is_immutable(name: &str) -> bool {
    let (stem, _extension) = name.rsplit_once('.').unwrap_or((name, ""));
    stem.rsplit_once('-').is_some_and(|(_, end)| is_hash(end))
}

/// Makes all of it anew. `dist/` must be there already: Trunk removes what it has not made.
pub(crate) fn build(tools: &Toolbox, flavour: Flavour) -> Result<()> {
    fs::create_dir_all(flavour.scratch())?;
    let (glue, module) = compile::run(tools, flavour)?;
    let module = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    let arabic = parts::language(&pack(&AR)).into_bytes();
    let view = loader::filled_view(&[source("keys.js")?, source("view.js")?].concat(), &arabic)?;
    let guard = source("guard.js")?;
    let view = parts::view(tools, flavour, &glue, &guard, style::widget_sheet(tools)?, &view)?;
    let loaded = File::hashed_together([
        ("view", "js", view.into_bytes()),
        ("view", "wasm", module),
        ("ar", "js", arabic),
    ]);
    let element = source("element.js")?;
    let filled = |check| loader::filled(&element, loaded.each_ref(), check);
    let loader = parts::loader(tools, flavour, filled(Check::Hashes)?)?.into_bytes();
    // As it is written: bundlers minify, and go by comments that a minifier drops.
    let index = File::named("index.js", filled(Check::Nothing)?.as_bytes());
    write_all(&flavour.folder(), &loader, &index, &loaded)
}

fn source(name: &str) -> Result<String> {
    let file = project::root().join("src").join("widget").join(name);
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

fn write_all(folder: &Path, loader: &[u8], index: &File, loaded: &[File]) -> Result<()> {
    let _earlier = fs::remove_dir_all(folder);
    let alias = File::named(ALIAS, loader);
    let versioned = File::hashed(&format!("cyrexa-customer-{VERSION}"), "js", loader.to_vec());
    write(folder, [&alias, &versioned].into_iter().chain(loaded))?;
    let package = folder.join(PACKAGE);
    package::copy(&package)?;
    write(&package, [index].into_iter().chain(loaded))
}

/// The files, and what a page can check them by.
fn write<'file>(folder: &Path, files: impl Iterator<Item = &'file File>) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut hashes = Map::new();
    for File { name, bytes } in files {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        hashes.insert(name.clone(), json!(integrity(bytes)));
    }
    let hashes = serde_json::to_string_pretty(&hashes)? + "\n";
    fs::write(folder.join(INTEGRITY), hashes).context("cannot write sri.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_immutable() {
        for (name, expected) in [
            ("view-0123456789abcdef.js", true),
            ("/cyrexa-customer-0.1.0-0123456789abcdef.js", true),
            ("cyrexa-customer.js", false),
            ("cyrexa-customer-0.1.0.js", false),
            ("view-0123456789abcde.js", false),
            ("view-0123456789abcdefg.js", false),
            ("sri.json", false),
            ("", false),
        ] {
            assert_eq!(is_immutable(name), expected, "{name}");
        }
    }

    #[test]
    fn files_that_are_loaded_together_have_one_hash() {
        let names = |second: &[u8]| {
            File::hashed_together([("view", "js", b"1".to_vec()), ("view", "wasm", second.to_vec())])
                .map(|file| file.name)
        };
        let expected = hash(b"12");
        assert_eq!(
            names(b"2"),
            [format!("view-{expected}.js"), format!("view-{expected}.wasm")]
        );
        assert_ne!(names(b"2"), names(b"3"));
    }

    #[test]
    fn every_file_stands_there_with_its_hash() {
        let folder = project::scratch().join("tests").join("widget");
        let files = [
            File::hashed("view", "js", b"1".to_vec()),
            File::named(ALIAS, b"2"),
        ];
        write(&folder, files.iter()).unwrap();
        let hashes = fs::read_to_string(folder.join(INTEGRITY)).unwrap();
        let hashes: serde_json::Value = serde_json::from_str(&hashes).unwrap();
        for (name, text) in [(format!("view-{}.js", hash(b"1")), "1"), (ALIAS.to_owned(), "2")] {
            assert_eq!(fs::read_to_string(folder.join(&name)).unwrap(), text, "{name}");
            assert_eq!(hashes[&name], integrity(text.as_bytes()), "{name}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
