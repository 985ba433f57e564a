//! Crates that cost the visitor more than all the rest. They are in the dependency tree (`validator` always
//! depends on them) and are dropped when nothing calls them, so the compiled module is searched, not the tree.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use cyrexa_messages::AR;

use crate::project::{self, APP, WIDGET};

/// Length and name, as in a mangled symbol: one call of validator's own e-mail rule brings both in, 229 kB.
const BANNED: &[&str] = &["14regex_automata", "4idna"];

/// In the path of every crate's source as cargo unpacked it, below the builder's home.
const UNPACKED_CRATES: &[u8] = b"registry/src/";

pub(super) fn run() -> Result<()> {
    for program in [APP, WIDGET] {
        // As cargo made it: wasm-opt takes the names away.
        check(&project::compiled_for_wasm("wasm-release", program))?;
    }
    println!("none of them: {}", BANNED.join(", "));
    Ok(())
}

fn check(module: &Path) -> Result<()> {
    let bytes =
        fs::read(module).with_context(|| format!("cannot read {}: run the build stage", module.display()))?;
    ensure!(
        has_names(&bytes),
        "{} has no names: the profile must not strip them",
        module.display()
    );
    let found = found_in(&bytes);
    ensure!(
        found.is_empty(),
        "in {}, but banned in a browser: {}",
        module.display(),
        found.join(", ")
    );
    ensure!(
        !contains(&bytes, UNPACKED_CRATES),
        "{} contains paths of the machine it was built on: build it by `cargo xtask build`",
        module.display()
    );
    ensure!(
        !contains(&bytes, AR.skip_to_content.as_bytes()),
        "Arabic is compiled into {}: something there names cyrexa_messages::AR or CATALOGUES",
        module.display()
    );
    Ok(())
}

/// Every program has this symbol, or we looked at a module without symbols.
fn has_names(module: &[u8]) -> bool {
    contains(module, b"4core")
}

fn found_in(module: &[u8]) -> Vec<&'static str> {
    BANNED
        .iter()
        .copied()
        .filter(|symbol| contains(module, symbol.as_bytes()))
        .collect()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banned_crates_are_found_by_their_symbols() {
        for (module, expected) in [
            (&b"\0asm_ZN4core3fmt"[..], vec![]),
            (b"_ZN14regex_automata4meta", vec!["14regex_automata"]),
            (b"_RNvNtCs4kidna_5uts46", vec![]),
            (
                b"_RNvNtCsabc_4idna5uts46 _ZN14regex_automata",
                vec!["14regex_automata", "4idna"],
            ),
        ] {
            assert_eq!(found_in(module), expected);
        }
    }
}
