//! Substring search that ignores case in every script, by an index where that can find everything.
//!
//! The index (FTS5, trigrams) has no entry for fewer than three characters, and folds case as Unicode 6.1
//! did. It proposes; `contains_folded` decides. What it might miss is found by reading the customers, in
//! pages.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// FTS5's trigram tokenizer knows nothing shorter.
const SHORTEST_INDEXED: usize = 3;

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

/// Whether the index finds everything that contains this text.
pub(crate) fn is_indexed(needle: &str) -> bool {
    needle.chars().count() >= SHORTEST_INDEXED && needle.chars().all(folds_alike)
}

/// The indexes, each with the column that it has beside the owner.
pub(super) const INDEXES: [(&str, &str); 2] =
    [("customers_by_name", "name"), ("customers_by_email", "email")];

/// The query for an index: the text as one phrase, whatever is in it, for one merchant or for all.
pub(super) fn phrase(column: &str, needle: &str, owner: Option<i64>) -> String {
    let needle = needle.replace('"', "\"\"");
    match owner {
        None => format!("{column} : \"{needle}\""),
        Some(owner) => format!("({column} : \"{needle}\") AND (owner : \"<{owner}>\")"),
    }
}

/// Whether FTS5 and Rust agree which other characters this one is equal to but for case.
fn folds_alike(c: char) -> bool {
    let has_case = !c.to_lowercase().eq([c]) || !c.to_uppercase().eq([c]);
    match c {
        // A capital İ in lower case is an i and this.
        '\u{307}' => false,
        '\u{0}'..='\u{12f}' | '\u{131}'..='\u{17f}' => true,
        '\u{370}'..='\u{37e}' | '\u{380}'..='\u{3f2}' | '\u{3f4}'..='\u{527}' => true,
        '\u{531}'..='\u{587}' | '\u{1e00}'..='\u{1fff}' => true,
        _ => !has_case,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of characters that differ in case only, asked of SQLite itself.
    #[test]
    fn the_index_finds_whatever_differs_in_case_only() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = 'trigram')")
            .unwrap();
        let pairs: Vec<(char, String)> = ('\u{80}'..=char::MAX)
            .flat_map(|c| {
                let variants = [c.to_lowercase().to_string(), c.to_uppercase().to_string()];
                variants.map(|variant| (c, variant))
            })
            .filter(|(c, variant)| *variant != c.to_string() && fold(variant) == fold(&c.to_string()))
            .collect();
        assert!(pairs.len() > 2000, "{}", pairs.len());
        for (id, (c, _)) in pairs.iter().enumerate() {
            let row = (i64::try_from(id).unwrap(), format!("ab{c}cd"));
            connection
                .execute("INSERT INTO t (rowid, text) VALUES (?1, ?2)", row)
                .unwrap();
        }
        let mut search = connection
            .prepare("SELECT 1 FROM t WHERE t MATCH ?1 AND rowid = ?2")
            .unwrap();
        for (id, (c, variant)) in pairs.iter().enumerate() {
            let row = (format!("\"ab{variant}cd\""), i64::try_from(id).unwrap());
            let is_found = search.exists(row).unwrap();
            assert!(
                is_found || !is_indexed(&format!("ab{variant}cd")),
                "{c} as {variant}"
            );
        }
    }

    #[test]
    fn what_the_index_cannot_find_is_known() {
        for (needle, expected) in [
            ("", false),
            ("a", false),
            ("ab", false),
            ("éd", false),
            ("abc", true),
            ("Édith", true),
            ("\"or", true),
            ("山田太郎", true),
            ("山田", false),
            ("ΟΔΟΣ", true),
            ("İst", false),
            ("i\u{307}st", false),
            ("ᲐᲑᲒ", false),
            ("აბგ", false),
        ] {
            assert_eq!(is_indexed(needle), expected, "{needle}");
        }
    }
}
