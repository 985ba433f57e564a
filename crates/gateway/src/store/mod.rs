//! The truth: one SQLite file, one writer at a time, several readers.
//!
//! Synchronous; `App` runs it off the async threads. No HTTP, no clock, no authorisation here. An
//! acknowledged write is on the disk (`synchronous = FULL`), and no error carries a stored value.

pub mod audit;
pub mod customers;
pub mod idempotency;
mod migrations;
pub mod payment_methods;
mod search;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::config::Database;

/// Readers run beside the writer (WAL); a read takes microseconds, so a few go a long way.
pub const READERS: usize = 4;

/// How long a statement waits for another process that has the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

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
    /// SQLite failed. Its messages name tables and columns, never values.
    #[error("the database failed")]
    Sqlite(#[source] rusqlite::Error),
    /// A stored text is not what was written there.
    #[error("the database has an unreadable {0}")]
    Unreadable(&'static str),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, _)
                if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE =>
            {
                Self::Duplicate
            }
            _ => Self::Sqlite(error),
        }
    }
}

/// The database.
#[derive(Debug)]
pub struct Store {
    writer: Mutex<Connection>,
    /// Empty for a database in memory, which belongs to one connection.
    readers: Vec<Mutex<Connection>>,
    next_reader: AtomicUsize,
}

impl Store {
    /// Opens it, makes it where there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// Where the file cannot be made or written, is no database, or is newer than this program.
    pub fn open(database: &Database) -> Result<Self, OpenError> {
        let (mut writer, reader_count) = match database {
            Database::Memory => (Connection::open_in_memory()?, 0),
            Database::File(path) => {
                create_private(path).map_err(OpenError::Create)?;
                (Connection::open(path)?, READERS)
            }
        };
        prepare(&writer)?;
        migrations::run(&mut writer)?;
        let readers = match database {
            Database::Memory => Vec::new(),
            Database::File(path) => (0..reader_count)
                .map(|_| {
                    let reader = Connection::open(path)?;
                    prepare(&reader)?;
                    reader.pragma_update(None, "query_only", true)?;
                    Ok(Mutex::new(reader))
                })
                .collect::<Result<_, rusqlite::Error>>()?,
        };
        Ok(Self {
            writer: Mutex::new(writer),
            readers,
            next_reader: AtomicUsize::new(0),
        })
    }

    /// Reads from one snapshot.
    ///
    /// # Errors
    /// Whatever `work` says, or the database's own.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = if self.readers.is_empty() {
            lock(&self.writer)
        } else {
            let next = self.next_reader.fetch_add(1, Ordering::Relaxed) % self.readers.len();
            lock(&self.readers[next])
        };
        let snapshot = connection.transaction().map_err(StoreError::from)?;
        work(&snapshot)
    }

    /// Writes: all of `work` is durable when this returns `Ok`, and nothing of it happened when it returns
    /// `Err`.
    ///
    /// # Errors
    /// Whatever `work` says, or the database's own.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = lock(&self.writer);
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let done = work(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(done)
    }

    /// Moves what the log still holds into the file, so that deleted values are overwritten there too. A
    /// reader at work puts this off to the next time.
    pub fn forget_log(&self) {
        let truncated =
            lock(&self.writer).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
        if !matches!(truncated, Ok(false)) {
            tracing::debug!("the write-ahead log is truncated later");
        }
    }
}

/// A panic in a transaction rolls it back on the way out: the connection is sound.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn prepare(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // NORMAL would lose acknowledged writes when the power goes; `fullfsync` is what macOS needs for the same
    // promise.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Deleted personal data is overwritten, not left in free pages.
    connection.pragma_update(None, "secure_delete", true)?;
    search::register(connection)
}

/// SQLite would create the file readable by everybody; its log and index files take over the mode of the
/// file.
fn create_private(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
