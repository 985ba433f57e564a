//! The React page, built by Vite from `demo/react` with the package as it has just been made. It needs Node;
//! the rest of the demo does not.

use std::path::PathBuf;

use anyhow::Result;

use crate::toolbox::Toolbox;
use crate::widget::{self, Flavour};
use crate::{process, project, setup};

/// For Vite's configuration: where `@cyrexa/customer` is.
const PACKAGE: &str = "CYREXA_WIDGET_PACKAGE";

pub(super) fn folder(flavour: Flavour) -> PathBuf {
    project::target_dir().join(match flavour {
        Flavour::Release => "demo-react",
        Flavour::Development => "demo-react-dev",
    })
}

pub(super) fn is_built(flavour: Flavour) -> bool {
    folder(flavour).join("index.html").is_file()
}

pub(super) fn build(tools: &Toolbox, flavour: Flavour) -> Result<()> {
    setup::react_demo()?;
    let mut vite = tools.npx();
    vite.current_dir(project::react_demo());
    vite.args([
        "vite",
        "build",
        "--base",
        "/react/",
        "--emptyOutDir",
        "--logLevel",
        "warn",
    ]);
    vite.arg("--outDir").arg(folder(flavour));
    vite.env(PACKAGE, flavour.folder().join(widget::PACKAGE));
    process::run(&mut vite)
}
