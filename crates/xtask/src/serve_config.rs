//! Trunk's configuration for one `serve`: the committed Trunk.toml with the gateway's port put in. Trunk
//! takes a proxy from its command line, but not with the rest of its settings.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project;

/// As the committed Trunk.toml has it.
const GATEWAY: &str = "http://127.0.0.1:8787";
/// Keys whose values are paths: Trunk reads them relative to the configuration file, ours lies elsewhere.
const PATH_KEYS: &[&str] = &["target", "dist", "watch", "ignore"];

/// Writes it and returns where. A development build then goes beside it, never into `dist/`.
pub(crate) fn write(gateway_port: u16) -> Result<PathBuf> {
    let committed = project::root().join("Trunk.toml");
    let text =
        fs::read_to_string(&committed).with_context(|| format!("cannot read {}", committed.display()))?;
    let dist = project::scratch().join("serve");
    fs::create_dir_all(&dist)?;
    let file = project::scratch().join("Trunk.serve.toml");
    fs::write(&file, adapt(&text, &project::root(), &dist, gateway_port))?;
    Ok(file)
}

fn adapt(committed: &str, root: &Path, dist: &Path, gateway_port: u16) -> String {
    let mut text = String::new();
    for line in committed.lines() {
        let key = line.split('=').next().unwrap_or_default().trim();
        match key {
            "dist" => text.push_str(&format!("dist = {:?}", forward_slashes(dist))),
            key if PATH_KEYS.contains(&key) => text.push_str(&absolute(line, root)),
            _ => text.push_str(&line.replace(GATEWAY, &format!("http://127.0.0.1:{gateway_port}"))),
        }
        text.push('\n');
    }
    text
}

/// Every second piece between quotes is a path.
fn absolute(line: &str, root: &Path) -> String {
    let pieces = line.split('"').enumerate();
    let pieces = pieces.map(|(at, piece)| {
        if at % 2 == 1 {
            forward_slashes(&root.join(piece))
        } else {
            piece.into()
        }
    });
    pieces.collect::<Vec<_>>().join("\"")
}

fn forward_slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_absolute_and_the_port_is_put_in() {
        let root = Path::new("/home/me/cyrexa");
        for (committed, expected) in [
            ("port = 8080", "port = 8080\n"),
            (
                "target = \"index.html\"",
                "target = \"/home/me/cyrexa/index.html\"\n",
            ),
            ("dist = \"dist\"", "dist = \"/tmp/serve\"\n"),
            (
                "watch = [\"src\", \"crates/editor\"]",
                "watch = [\"/home/me/cyrexa/src\", \"/home/me/cyrexa/crates/editor\"]\n",
            ),
            (
                "backend = \"http://127.0.0.1:8787/ipg/2.0.0\"",
                "backend = \"http://127.0.0.1:9999/ipg/2.0.0\"\n",
            ),
        ] {
            assert_eq!(adapt(committed, root, Path::new("/tmp/serve"), 9999), expected);
        }
    }

    #[test]
    fn committed_configuration_has_what_is_replaced() {
        let committed = fs::read_to_string(project::root().join("Trunk.toml")).unwrap();
        let adapted = adapt(&committed, &project::root(), Path::new("/tmp/serve"), 1);
        assert_eq!(adapted.matches("http://127.0.0.1:1/").count(), 1);
        assert!(!adapted.contains(GATEWAY));
        assert!(adapted.contains("dist = \"/tmp/serve\""));
    }

    #[test]
    fn only_the_api_is_passed_on() {
        let committed = fs::read_to_string(project::root().join("Trunk.toml")).unwrap();
        let backends: Vec<_> = committed
            .lines()
            .filter(|line| line.starts_with("backend"))
            .collect();
        // Not `/dev/token`: behind this proxy it would answer under any name.
        assert_eq!(backends, ["backend = \"http://127.0.0.1:8787/ipg/2.0.0\""]);
    }

    #[test]
    fn watched_paths_exist() {
        let committed = fs::read_to_string(project::root().join("Trunk.toml")).unwrap();
        let watched = committed
            .lines()
            .find(|line| line.starts_with("watch = ["))
            .unwrap();
        for path in watched.split('"').skip(1).step_by(2) {
            assert!(project::root().join(path).exists(), "{path}");
        }
    }
}
