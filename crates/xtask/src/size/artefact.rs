//! The things that are measured, a row each, with their budgets. A new row is a new line here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::project;
use crate::widget::Flavour;

pub(super) struct Artefact {
    pub(super) name: &'static str,
    place: Place,
    /// How the names of its files begin; any name where there is none.
    beginnings: &'static [&'static str],
    /// Extensions of the files that belong to it.
    extensions: &'static [&'static str],
    /// Bytes of brotli; a kilobyte is 1000. More fails.
    pub(super) budget: Option<usize>,
}

#[derive(Clone, Copy)]
enum Place {
    App,
    Packs,
    Widget,
    /// The widget's style sheet by itself: it is delivered within the view.
    WidgetSheet,
}

const fn row(name: &'static str, place: Place, extensions: &'static [&'static str]) -> Artefact {
    Artefact {
        name,
        place,
        beginnings: &[],
        extensions,
        budget: None,
    }
}

pub(super) const ARTEFACTS: &[Artefact] = &[
    row("app html", Place::App, &["html"]),
    // The same for app and widget: tokens, base and a file per component need no more.
    Artefact {
        budget: Some(10_000),
        ..row("app css", Place::App, &["css"])
    },
    row("app js", Place::App, &["js"]),
    row("app wasm", Place::App, &["wasm"]),
    // English is compiled in. Each 10 kB costs 50 ms on Slow 4G; the same features in React are 165 kB, in
    // Preact 75 kB.
    Artefact {
        budget: Some(112_000),
        ..row("app, first visit", Place::App, &["html", "css", "js", "wasm"])
    },
    // Fetched only by those who read that language.
    Artefact {
        budget: Some(6_000),
        ..row("language pack ar", Place::Packs, &["txt"])
    },
    // It is on the page before anybody wants the widget.
    Artefact {
        beginnings: &["cyrexa-customer-"],
        budget: Some(2_000),
        ..row("widget loader", Place::Widget, &["js"])
    },
    Artefact {
        budget: Some(10_000),
        ..row("widget css", Place::WidgetSheet, &["css"])
    },
    Artefact {
        beginnings: &["view-"],
        ..row("widget js with css", Place::Widget, &["js"])
    },
    row("widget wasm", Place::Widget, &["wasm"]),
    // Loader, view and module: a third of Clerk's.
    Artefact {
        beginnings: &["cyrexa-customer-", "view-"],
        budget: Some(108_000),
        ..row("widget, to a profile", Place::Widget, &["js", "wasm"])
    },
    Artefact {
        beginnings: &["ar-"],
        budget: Some(6_000),
        ..row("widget language ar", Place::Widget, &["js"])
    },
];

/// wasm-bindgen puts modules that crates bring along here, each in a folder of its own.
const SNIPPETS: &str = "snippets";

impl Artefact {
    pub(super) fn files(&self) -> io::Result<Vec<PathBuf>> {
        let folder = self.place.folder();
        let mut files = self.files_in(&folder)?;
        let snippets = folder.join(SNIPPETS);
        if snippets.is_dir() {
            self.files_below(&snippets, &mut files)?;
        }
        Ok(files)
    }

    fn files_in(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
        let paths: Vec<_> = paths.collect::<io::Result<_>>()?;
        Ok(paths
            .into_iter()
            .filter(|path| path.is_file() && self.has_extension(path) && self.is_named(path))
            .collect())
    }

    fn files_below(&self, folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
        files.extend(self.files_in(folder)?);
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.files_below(&path, files)?;
            }
        }
        Ok(())
    }

    fn has_extension(&self, path: &Path) -> bool {
        path.extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| self.extensions.contains(&extension))
    }

    fn is_named(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut beginnings = self.beginnings.iter();
        self.beginnings.is_empty() || beginnings.any(|beginning| name.starts_with(beginning))
    }
}

impl Place {
    fn folder(self) -> PathBuf {
        match self {
            Self::App => project::dist(),
            Self::Packs => project::dist().join("i18n"),
            Self::Widget => Flavour::Release.folder(),
            Self::WidgetSheet => Flavour::Release.minified(),
        }
    }
}
