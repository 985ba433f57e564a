//! Whether the files that SQLite has open are still the ones under the database's name.
//!
//! SQLite keeps writing to a file that was removed or replaced, and these writes are lost. The files
//! are only looked at (`stat`), never opened: to close a file drops every POSIX lock this process has on it.

use std::ffi::OsString;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// The database, its log and the log's index, by the suffix SQLite gives them, as errors name them.
const PARTS: [(&str, &str); 3] = [
    ("", "the database file"),
    ("-wal", "the database's write-ahead log (-wal)"),
    ("-shm", "the database's shared memory (-shm)"),
];

/// Shorter than the smallest page of SQLite's: somebody has emptied it.
const SHORTEST_DATABASE: u64 = 512;

/// Device, inode.
type Identity = (u64, u64);

/// What was open at the start.
#[derive(Debug)]
pub(super) struct Files(Vec<Part>);

#[derive(Debug)]
struct Part {
    name: &'static str,
    path: PathBuf,
    identity: Identity,
    shortest: u64,
}

impl Files {
    /// The files of a database that has just been opened and written. One that is not there is not watched:
    /// not every file system can do WAL.
    pub(super) fn of(database: &Path) -> std::io::Result<Self> {
        let database = database.canonicalize()?;
        let parts = PARTS.into_iter().filter_map(|(suffix, name)| {
            let mut path = OsString::from(&database);
            path.push(suffix);
            let path = PathBuf::from(path);
            let shortest = if suffix.is_empty() { SHORTEST_DATABASE } else { 0 };
            let identity = identity(&path, shortest)?;
            Some(Part {
                name,
                path,
                identity,
                shortest,
            })
        });
        Ok(Self(parts.collect()))
    }

    /// Costs three calls of `stat`, some microseconds.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        match self
            .0
            .iter()
            .find(|part| identity(&part.path, part.shortest) != Some(part.identity))
        {
            None => Ok(()),
            Some(part) => Err(StoreError::Replaced(part.name)),
        }
    }
}

fn identity(path: &Path, shortest: u64) -> Option<Identity> {
    let metadata = path.metadata().ok()?;
    (metadata.nlink() > 0 && metadata.len() >= shortest).then(|| (metadata.dev(), metadata.ino()))
}
