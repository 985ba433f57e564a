//! The edge module: servers load it, so that its budget is of raw and gzip bytes.

use anyhow::{Context, Result};

use super::compress::{self, Bytes};
use crate::edge;

const RAW_BUDGET: usize = 120_000;
const GZIP_BUDGET: usize = 45_000;

/// Prints its line; returns its name when it is over.
pub(super) fn report() -> Result<Option<&'static str>> {
    const NAME: &str = "edge wasm";
    let file = edge::built().join(edge::RAW);
    let content = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let bytes = compress::measure(&content)?;
    let is_over = is_over(&bytes);
    let Bytes { raw, gzip, brotli } = bytes;
    let verdict = if is_over { "OVER" } else { "ok" };
    println!(
        "{NAME:<20} {raw:>9} {gzip:>9} {brotli:>9}            {verdict} (raw {RAW_BUDGET}, gzip {GZIP_BUDGET})"
    );
    Ok(is_over.then_some(NAME))
}

fn is_over(bytes: &Bytes) -> bool {
    bytes.raw > RAW_BUDGET || bytes.gzip > GZIP_BUDGET
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_budget_is_met_up_to_its_last_byte() {
        for (raw, gzip, expected) in [
            (120_000, 45_000, false),
            (120_001, 45_000, true),
            (120_000, 45_001, true),
        ] {
            assert_eq!(
                is_over(&Bytes { raw, gzip, brotli: 0 }),
                expected,
                "{raw}, {gzip}"
            );
        }
    }
}
