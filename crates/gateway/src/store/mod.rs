//! The truth: one SQLite file, one writer at a time, several readers, and a lane of its own for long reads.
//!
//! Synchronous; `AsyncStore` runs it off the async threads. No HTTP, no clock, no authorisation here. An
//! acknowledged write is on the disk (`synchronous = FULL`), and no error carries a stored value.

pub mod audit;
mod connection;
pub mod customers;
mod database;
mod error;
mod files;
pub mod idempotency;
mod migrations;
pub mod payment_methods;
mod pool;
mod schema;
mod search;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use database::Database;
pub use error::{OpenError, StoreError};

use files::Files;
use pool::Pool;
use schema::Schema;

/// Readers run beside the writer (WAL); a read takes microseconds, so a few go a long way.
pub const READERS: usize = 4;

/// Which connections read: a long read in a lane of its own leaves the others free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// A row or a page found by an index.
    Short,
    /// Exports and scans.
    Long,
}

/// A row of each table, for the health check.
const PROBES: [&str; 4] = [
    "SELECT id, revision, name FROM customers ORDER BY id DESC LIMIT 1",
    "SELECT revision FROM audit LIMIT 1",
    "SELECT key FROM idempotency LIMIT 1",
    "SELECT id FROM payment_methods LIMIT 1",
];

/// The database.
#[derive(Debug)]
pub struct Store {
    // Dropped in this order: the writer closes the file, see `Drop`.
    on_disk: Option<OnDisk>,
    writer: Mutex<Connection>,
    schema: Schema,
    /// SQLite has found the file damaged. Stays until the program is started again.
    is_damaged: AtomicBool,
}

/// What a database in memory, which belongs to one connection, does not have.
#[derive(Debug)]
struct OnDisk {
    files: Files,
    short: Pool,
    long: Pool,
    /// For the health check alone, so that it waits for no other read.
    probe: Mutex<Connection>,
    /// The last check found a file replaced: said once in the log, not for each request.
    is_replaced: AtomicBool,
}

impl Store {
    /// Opens it, makes it where there is none, and brings its schema up to date. `long_reads` is how many
    /// reads of [`Lane::Long`] may run at once.
    ///
    /// # Errors
    /// Where the file cannot be made or written, is no database, or is newer than this program.
    pub fn open(database: &Database, long_reads: usize) -> Result<Self, OpenError> {
        let mut writer = match database {
            Database::Memory => Connection::open_in_memory()?,
            Database::File(path) => {
                connection::create_private(path).map_err(OpenError::Create)?;
                Connection::open(path)?
            }
        };
        connection::prepare(&writer)?;
        migrations::run(&mut writer)?;
        let on_disk = match database {
            Database::Memory => None,
            Database::File(path) => Some(OnDisk {
                short: Pool::open(path, READERS)?,
                long: Pool::open(path, long_reads)?,
                probe: Mutex::new(connection::open_reader(path)?),
                files: Files::of(path).map_err(OpenError::Create)?,
                is_replaced: AtomicBool::new(false),
            }),
        };
        Ok(Self {
            on_disk,
            schema: Schema::read(&writer)?,
            writer: Mutex::new(writer),
            is_damaged: AtomicBool::new(false),
        })
    }

    /// Reads from one snapshot; waits at most `timeout` for another process.
    ///
    /// # Errors
    /// Whatever `work` says, or the database's own.
    pub fn read<T, E: From<StoreError>>(
        &self,
        lane: Lane,
        timeout: Duration,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(on_disk) = &self.on_disk else {
            return self.snapshot(&mut lock(&self.writer), timeout, work);
        };
        let pool = match lane {
            Lane::Short => &on_disk.short,
            Lane::Long => &on_disk.long,
        };
        self.snapshot(&mut pool.take(), timeout, work)
    }

    fn snapshot<T, E: From<StoreError>>(
        &self,
        connection: &mut Connection,
        timeout: Duration,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.noting_damage(connection.busy_timeout(timeout))?;
        let snapshot = self.noting_damage(connection.transaction())?;
        work(&snapshot)
    }

    /// Writes: all of `work` is durable when this returns `Ok`, and nothing of it happened when it returns
    /// `Err`, unless the file was taken away during the write. Waits at most `timeout` for another process.
    ///
    /// # Errors
    /// Whatever `work` says, or the database's own.
    pub fn write<T, E: From<StoreError>>(
        &self,
        timeout: Duration,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = lock(&self.writer);
        self.check_files()?;
        self.noting_damage(connection.busy_timeout(timeout))?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = self.noting_damage(transaction)?;
        let done = work(&transaction)?;
        self.noting_damage(transaction.commit())?;
        // Once more: what went to a file that was taken away meanwhile must not be acknowledged.
        self.check_files()?;
        Ok(done)
    }

    /// Whether customers can be read and writes would be kept.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check(&self, timeout: Duration) -> Result<(), StoreError> {
        self.check_files()?;
        let connection = self.probe();
        self.noting_damage(connection.busy_timeout(timeout))?;
        // Pages that are cached would hide that the file no longer has them.
        self.noting_damage(connection.execute_batch("PRAGMA shrink_memory"))?;
        if !self.noting_damage(self.schema.is_in(&connection))? {
            return Err(StoreError::OtherSchema);
        }
        self.noting_damage(PROBES.iter().try_for_each(|probe| {
            let mut statement = connection.prepare_cached(probe)?;
            let mut rows = statement.query([])?;
            rows.next().map(drop)
        }))
    }

    fn probe(&self) -> MutexGuard<'_, Connection> {
        match &self.on_disk {
            None => lock(&self.writer),
            Some(on_disk) => lock(&on_disk.probe),
        }
    }

    /// Moves what the log still holds into the file and empties the log, so that deleted values are
    /// overwritten in both. Does not wait.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while a reader, in any process, still needs the log.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        let connection = lock(&self.writer);
        self.check_files()?;
        connection.busy_timeout(Duration::ZERO)?;
        let is_blocked =
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
        if self.noting_damage(is_blocked)? {
            return Err(StoreError::Busy);
        }
        Ok(())
    }

    fn check_files(&self) -> Result<(), StoreError> {
        if self.is_damaged.load(Ordering::Relaxed) {
            return Err(StoreError::Damaged);
        }
        let Some(on_disk) = &self.on_disk else {
            return Ok(());
        };
        let checked = on_disk.files.check();
        let was_replaced = on_disk.is_replaced.swap(checked.is_err(), Ordering::Relaxed);
        match &checked {
            Err(error) if !was_replaced => {
                tracing::error!(%error, "writes are refused until it is put back or the program is restarted");
            }
            Ok(()) if was_replaced => tracing::info!("the database's files are back"),
            _ => {}
        }
        checked
    }

    /// Notes that the file is damaged. Errors inside of `work` reach this by `diagnose`.
    fn noting_damage<T>(&self, result: Result<T, rusqlite::Error>) -> Result<T, StoreError> {
        result.map_err(|error| {
            let error = StoreError::from(error);
            self.note(&error);
            error
        })
    }

    /// The reason behind the error of a read or a write, where it is another one. SQLite reports a missing
    /// table or column like any mistake in a statement: whether it is one, the schema shows.
    pub fn diagnose(&self, error: &StoreError) -> Option<StoreError> {
        self.note(error);
        let is_other_schema =
            matches!(error, StoreError::Sqlite(_)) && matches!(self.schema.is_in(&self.probe()), Ok(false));
        is_other_schema.then_some(StoreError::OtherSchema)
    }

    /// Remembers damage: from then on nothing is written and the health check fails.
    fn note(&self, error: &StoreError) {
        if matches!(error, StoreError::Damaged) && !self.is_damaged.swap(true, Ordering::Relaxed) {
            tracing::error!("the database file is damaged: writes are refused; restore a backup and restart");
        }
    }
}

/// The last connection that closes tidies up: it would move the log into a file that was taken away, and
/// remove the log of the file that replaced it.
impl Drop for Store {
    fn drop(&mut self) {
        if self.check_files().is_err() {
            let connection = lock(&self.writer);
            connection
                .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
                .ok();
        }
    }
}

/// A panic in a transaction rolls it back on the way out: the connection is sound.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}
