//! The gateway under load and under faults. A release build, as operators run it: its figures are those of the table
//! that the suite prints at its end.

use anyhow::{Result, ensure};

use super::rust;
use super::tally::Tally;
use crate::project;
use crate::toolbox::Toolbox;

pub(super) fn run(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    // A plain `cargo test` leaves it out.
    let suite = [
        "test",
        "--release",
        "--package",
        project::GATEWAY,
        "--test",
        "faults",
    ];
    rust::count(tools.cargo().args(suite), tally)?;
    ensure!(tally.passed > 0, "the suite ran no scenario");
    Ok(())
}
