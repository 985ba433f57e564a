//! Reads the one thing we need from Cargo.lock: the version of a package.

use anyhow::{Context, Result};

use crate::project;

/// The locked version of `package`; of several, the first (as Trunk reads it).
pub(crate) fn version_of(package: &str) -> Result<String> {
    let path = project::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    find(&lock, package).map(str::to_owned).with_context(|| {
        format!("Cargo.lock names no {package}: run `cargo generate-lockfile`, or add the dependency")
    })
}

fn find<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n\
        [[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\ndependencies = [\n \"syn\",\n]\n\n\
        [[package]]\nname = \"syn\"\nversion = \"1.0.0\"\n\n\
        [[package]]\nname = \"syn\"\nversion = \"2.0.0\"\n";

    #[test]
    fn version_is_read_from_the_lock() {
        for (package, expected) in [
            ("wasm-bindgen", Some("0.2.130")),
            ("wasm-bindgen-macro", Some("9.9.9")),
            ("syn", Some("1.0.0")),
            ("wasm", None),
            ("", None),
        ] {
            assert_eq!(find(LOCK, package), expected, "{package}");
        }
    }
}
