//! `cargo xtask release`: one version for the workspace and the npm packages, the changelog's heading, the
//! packed packages, a commit and a tag. It pushes and publishes nothing.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::toolbox::Toolbox;
use crate::widget::{self, Flavour};
use crate::{edge, process, project};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The new version, as 1.2.3
    version: String,
    /// Do it; without this, only say what would be done
    #[arg(long)]
    execute: bool,
}

/// A file, and the text before and after the version in it.
const PLACES: [(&str, &str, &str); 3] = [
    ("Cargo.toml", "[workspace.package]\nversion = \"", "\""),
    ("packages/customer/package.json", "\"version\": \"", "\""),
    ("packages/edge/package.json", "\"version\": \"", "\""),
];
const CHANGELOG: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## Unreleased\n";

pub(crate) fn run(Args { version, execute }: &Args) -> Result<()> {
    let tools = Toolbox::default();
    let changed = process::read(tools.command("git").args(["status", "--porcelain"]))?;
    ensure!(changed.is_empty(), "commit first, or put aside:\n{changed}");
    let edits = edits(version, |file| {
        Ok(fs::read_to_string(project::root().join(file))?)
    })?;
    let tag = format!("v{version}");
    if !execute {
        for (file, _) in edits {
            println!("would write {version} into {file}");
        }
        println!("would build, pack two npm packages, commit and tag {tag}; --execute does it");
        return Ok(());
    }
    for (file, text) in edits {
        fs::write(project::root().join(file), text).with_context(|| format!("cannot write {file}"))?;
    }
    // Cargo writes the versions of our crates into each lock file when it reads the manifest beside it.
    let locks = process::read(tools.command("git").args(["ls-files", "*Cargo.lock"]))?;
    for manifest in locks.lines().map(|lock| lock.replace(".lock", ".toml")) {
        let metadata = [
            "metadata",
            "--offline",
            "--format-version=1",
            "--manifest-path",
            &manifest,
        ];
        process::read(tools.cargo().args(metadata))?;
    }
    // As a new process: this one has the version before compiled in.
    process::run(tools.cargo().args(["xtask", "build"]))?;
    let packed = project::scratch().join("npm");
    fs::create_dir_all(&packed)?;
    for package in [
        Flavour::Release.folder().join(widget::PACKAGE),
        edge::built().join("npm"),
    ] {
        let mut npm = tools.command(if cfg!(windows) { "npm.cmd" } else { "npm" });
        process::run(
            npm.arg("pack")
                .arg(package)
                .arg("--pack-destination")
                .arg(&packed),
        )?;
    }
    process::run(tools.command("git").args([
        "commit",
        "--all",
        "--message",
        &format!("release: {version}"),
    ]))?;
    process::run(
        tools
            .command("git")
            .args(["tag", "--annotate", "--message", &tag, &tag]),
    )?;
    println!(
        "\nThe packages are in {}; push the commit and {tag} when they are right",
        packed.display()
    );
    Ok(())
}

/// Each file with its new text.
fn edits(version: &str, read: impl Fn(&str) -> Result<String>) -> Result<Vec<(&'static str, String)>> {
    let parts: Vec<_> = version.split('.').map(str::parse::<u32>).collect();
    ensure!(
        parts.len() == 3 && parts.iter().all(Result::is_ok),
        "{version} is no version: write three numbers, as 1.2.3"
    );
    let places = PLACES.iter().map(|(file, before, after)| {
        let text = read(file)?;
        let found = text
            .split_once(before)
            .and_then(|(head, rest)| Some((head, rest.split_once(after)?)));
        let (head, (old, rest)) = found.with_context(|| format!("{file} has no {before:?}"))?;
        ensure!(old != version, "{file} has the version {version} already");
        Ok((*file, [head, before, version, after, rest].concat()))
    });
    let mut edits: Vec<_> = places.collect::<Result<_>>()?;
    let changelog = read(CHANGELOG)?;
    ensure!(
        changelog.contains(UNRELEASED),
        "{CHANGELOG} has no {UNRELEASED:?}"
    );
    edits.push((
        CHANGELOG,
        changelog.replacen(UNRELEASED, &format!("{UNRELEASED}\n## {version}\n"), 1),
    ));
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_checkout(file: &str) -> Result<String> {
        Ok(fs::read_to_string(project::root().join(file))?)
    }

    #[test]
    fn only_the_version_and_the_heading_change() {
        let edits = edits("98.7.6", of_checkout).unwrap();
        assert_eq!(edits.len(), 4);
        for (file, after) in edits {
            let before = of_checkout(file).unwrap();
            if file == CHANGELOG {
                assert_eq!(after.replace("\n## 98.7.6\n", ""), before);
                assert!(after.contains("## Unreleased\n\n## 98.7.6\n"));
            } else {
                assert_eq!(
                    after.replace("98.7.6", env!("CARGO_PKG_VERSION")),
                    before,
                    "{file}"
                );
                assert_eq!(after.matches("98.7.6").count(), 1, "{file}");
            }
        }
    }

    #[test]
    fn what_is_no_new_version_is_refused() {
        for version in [
            "1.2",
            "v1.2.3",
            "1.2.3-rc",
            "1.2.3.4",
            "",
            env!("CARGO_PKG_VERSION"),
        ] {
            assert!(edits(version, of_checkout).is_err(), "{version}");
        }
    }

    #[test]
    fn a_file_without_a_place_for_the_version_is_named() {
        for missing in ["Cargo.toml", "packages/edge/package.json", CHANGELOG] {
            let read = |file: &str| {
                if file == missing {
                    Ok(String::new())
                } else {
                    of_checkout(file)
                }
            };
            let error = edits("98.7.6", read).unwrap_err().to_string();
            assert!(error.contains(missing), "{error}");
        }
    }
}
