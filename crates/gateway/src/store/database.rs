//! Where the customers are kept.

use std::path::PathBuf;
use std::str::FromStr;

/// Where the customers are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// One SQLite file, made when it is not there.
    File(PathBuf),
    /// Gone when the program ends.
    Memory,
}

impl FromStr for Database {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            ":memory:" => Self::Memory,
            path => Self::File(path.into()),
        })
    }
}
