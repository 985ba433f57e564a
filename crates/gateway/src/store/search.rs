//! Substring search that ignores case in every script; SQLite's own LIKE does so for ASCII only.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// Makes `contains_folded(text, folded_needle)` known to SQL.
pub(super) fn register(connection: &Connection) -> Result<(), rusqlite::Error> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("contains_folded", 2, flags, |context| {
        let text = context.get_raw(0).as_str_or_null()?.unwrap_or("");
        let needle = context.get_raw(1).as_str_or_null()?.unwrap_or("");
        Ok(fold(text).contains(needle))
    })
}

/// What is compared: "Édith" and "édith" are one.
pub(super) fn fold(text: &str) -> String {
    text.to_lowercase()
}
