//! What the customer of another merchant downloads for the same purpose. Other people's numbers: they have no
//! budget.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::compress::Bytes;
use super::sum;

struct Peer {
    name: &'static str,
    /// What is counted, within the folder of packages.
    files: &'static [&'static str],
    counted: &'static str,
    /// Brotli, for when the packages cannot be had.
    recorded: usize,
}

/// When `recorded` was.
const RECORDED: &str = "20 November 2026";

/// At the versions of crates/xtask/peers/package.json.
const PEERS: &[Peer] = &[
    Peer {
        name: "Clerk's profile",
        // What the two browser builds import before <UserProfile /> is shown.
        files: &[
            "@clerk/clerk-js/dist/clerk.browser.js",
            "@clerk/ui/dist/ui.browser.js",
            "@clerk/ui/dist/framework_ui_58d0c7_1.36.0.js",
            "@clerk/ui/dist/vendors_ui_58d0c7_1.36.0.js",
            "@clerk/ui/dist/ui-common_ui_58d0c7_1.36.0.js",
            "@clerk/ui/dist/9419_ui_58d0c7_1.36.0.js",
            "@clerk/ui/dist/userprofile_ui_58d0c7_1.36.0.js",
        ],
        counted: "clerk-js 6.40.0, ui 1.36.0: what <UserProfile /> loads",
        recorded: 331_215,
    },
    Peer {
        name: "Hanko elements",
        files: &["@teamhanko/hanko-elements/dist/elements.js"],
        counted: "hanko-elements 2.7.0: the one file, with English",
        recorded: 38_092,
    },
];

/// Prints a line each.
pub(super) fn report(packages: Option<&Path>) -> Result<()> {
    for peer in PEERS {
        match packages {
            Some(packages) => {
                let Bytes { raw, gzip, brotli } = sum(&peer.files_in(packages))?;
                println!(
                    "{:<20} {raw:>9} {gzip:>9} {brotli:>9} {:>9}  {}",
                    peer.name, "-", peer.counted
                );
            }
            None => println!(
                "{:<20} {:>9} {:>9} {:>9} {:>9}  {}; recorded {RECORDED}, npm was not reached",
                peer.name, "", "", peer.recorded, "-", peer.counted
            ),
        }
    }
    Ok(())
}

impl Peer {
    fn files_in(&self, packages: &Path) -> Vec<PathBuf> {
        self.files.iter().map(|file| packages.join(file)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn versions_are_those_of_the_manifest() {
        let manifest = project::root().join("crates/xtask/peers/package.json");
        let manifest = std::fs::read(manifest).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        for (package, version) in manifest["dependencies"].as_object().unwrap() {
            let words = format!(
                "{} {}",
                package.rsplit('/').next().unwrap(),
                version.as_str().unwrap()
            );
            let named = PEERS.iter().any(|peer| peer.counted.contains(&words));
            assert!(named, "{words}");
        }
    }

    #[test]
    fn what_was_recorded_can_be_told_without_the_packages() {
        report(None).unwrap();
    }
}
