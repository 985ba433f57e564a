//! `cargo xtask size`: what a visitor downloads, against its budget.

mod artefact;
mod compress;
mod edge;
mod peers;

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::toolbox::Toolbox;
use crate::{build, dist, setup};
use artefact::{ARTEFACTS, Artefact};
use compress::Bytes;

pub(crate) fn run() -> Result<()> {
    if !dist::is_current_release() {
        println!("dist/ is not a release build of the present sources: building");
        build::release(&setup::ready(setup::PAGE)?)?;
    }
    // Cargo knows whether there is anything to do.
    crate::edge::build(&setup::ready(setup::ALL_OF_DIST)?)?;
    report()
}

/// The stage of `cargo xtask test`: `dist/` has just been built.
pub(crate) fn check(_tools: &Toolbox) -> Result<()> {
    report()
}

/// Prints the table; fails when a line of it is over its budget.
fn report() -> Result<()> {
    println!(
        "\n{:<20} {:>9} {:>9} {:>9} {:>9}",
        "bytes", "raw", "gzip", "brotli", "budget"
    );
    let mut over = Vec::new();
    for artefact in ARTEFACTS {
        let bytes = measure(artefact)?;
        let verdict = verdict(bytes.brotli, artefact.budget);
        let budget = artefact
            .budget
            .map_or_else(|| "-".into(), |budget| budget.to_string());
        let Bytes { raw, gzip, brotli } = bytes;
        println!(
            "{:<20} {raw:>9} {gzip:>9} {brotli:>9} {budget:>9}  {}",
            artefact.name,
            verdict.unwrap_or("OVER")
        );
        if verdict.is_none() {
            over.push(artefact.name);
        }
    }
    over.extend(edge::report()?);
    peers::report(setup::peers().as_deref())?;
    ensure!(over.is_empty(), "over the budget: {}", over.join("; "));
    Ok(())
}

fn measure(artefact: &Artefact) -> Result<Bytes> {
    let files = artefact.files()?;
    ensure!(!files.is_empty(), "there is no file for \"{}\"", artefact.name);
    sum(&files)
}

fn sum(files: &[PathBuf]) -> Result<Bytes> {
    files
        .iter()
        .map(|file| compress::measure(&std::fs::read(file)?))
        .sum()
}

/// None when it is over.
fn verdict(brotli: usize, budget: Option<usize>) -> Option<&'static str> {
    match budget {
        None => Some(""),
        Some(budget) => (brotli <= budget).then_some("ok"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budget_is_met_up_to_its_last_byte() {
        for (brotli, budget, expected) in [
            (80_001, None, Some("")),
            (79_999, Some(80_000), Some("ok")),
            (80_000, Some(80_000), Some("ok")),
            (80_001, Some(80_000), None),
        ] {
            assert_eq!(verdict(brotli, budget), expected, "{brotli} of {budget:?}");
        }
    }
}
