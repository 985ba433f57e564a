//! How a connection is set up, for writing and for reading.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::search;

/// How long the start waits for another process that has the file; later each caller's deadline counts.
const OPEN_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) fn open_reader(path: &Path) -> Result<Connection, rusqlite::Error> {
    let reader = Connection::open(path)?;
    prepare(&reader)?;
    reader.pragma_update(None, "query_only", true)?;
    Ok(reader)
}

pub(super) fn prepare(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(OPEN_TIMEOUT)?;
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
pub(super) fn create_private(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
