//! Why the database cannot be opened, and why a read or a write fails. No error carries a stored value.

use rusqlite::ErrorCode;
use rusqlite::ffi::{SQLITE_CONSTRAINT_UNIQUE, SQLITE_CORRUPT_VTAB};

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder or file cannot be made.
    #[error("cannot create it")]
    Create(#[source] std::io::Error),
    /// SQLite refuses it.
    #[error("cannot use it as a database")]
    Sqlite(#[from] rusqlite::Error),
    /// Its schema has more steps than this program knows.
    #[error("it was written by a newer version of this program")]
    Newer,
}

/// Why a read or a write failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The merchant has a customer with that e-mail address, or that login has a profile with this merchant.
    #[error("there is such a customer already")]
    Duplicate,
    /// Another process has the file locked for longer than the caller may wait.
    #[error("the database is locked")]
    Busy,
    /// A file that this process has open is no longer the one under its name: a write to it would be lost.
    #[error("{0} was removed, replaced or emptied while this program has it open")]
    Replaced(&'static str),
    /// SQLite found the file damaged, or it was seen damaged before.
    #[error("the database file is damaged")]
    Damaged,
    /// A table or column is gone, or a newer program has changed the schema.
    #[error("the database's schema is not this program's any more")]
    OtherSchema,
    /// The file system failed or is full.
    #[error("the database's file system failed")]
    Storage(#[source] rusqlite::Error),
    /// SQLite failed. Its messages name tables and columns, never values.
    #[error("the database failed")]
    Sqlite(#[source] rusqlite::Error),
    /// A stored text is not what was written there.
    #[error("the database has an unreadable {0}")]
    Unreadable(&'static str),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            return Self::Sqlite(error);
        };
        match failure.code {
            _ if failure.extended_code == SQLITE_CONSTRAINT_UNIQUE => Self::Duplicate,
            // The search index alone: everything else can still be trusted.
            _ if failure.extended_code == SQLITE_CORRUPT_VTAB => Self::Sqlite(error),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged,
            ErrorCode::SystemIoFailure
            | ErrorCode::DiskFull
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::FileLockingProtocolFailed => Self::Storage(error),
            _ => Self::Sqlite(error),
        }
    }
}
