//! The licences that go with what is given away.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project;

const FILES: &[&str] = &["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

pub(crate) fn copy(to: &Path) -> Result<()> {
    for file in FILES {
        fs::copy(project::root().join(file), to.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    Ok(())
}
