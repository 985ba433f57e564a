//! The page, the gateway, and what goes wrong between them.

use anyhow::Result;

use super::playwright;
use super::tally::Tally;
use crate::demo;
use crate::toolbox::Toolbox;

pub(super) fn run(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    playwright::ensure_release(tools)?;
    demo::leptos::build(tools)?;
    playwright::run(tools, "playwright.config.ts", tally)
}
