//! The names that glue and module call each other by. wasm-bindgen's say what they are and end in a hash, in both files,
//! and no compression finds anything in a hash: with short ones the two are 3.4 kB smaller (of 89, brotli, November 2026).

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// What `wasm-opt --minify-imports-and-exports-and-modules` prints: which name has become which.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn read(printed: &str) -> Result<Self> {
        let lists: Value = serde_json::from_str(printed).context("wasm-opt printed no list of names")?;
        let mut names = HashMap::new();
        for list in ["imports", "exports"] {
            // An import has its module before it.
            for entry in lists[list].as_array().into_iter().flatten() {
                let texts: Vec<&str> = entry
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                let [.., old, new] = texts[..] else { continue };
                // Another word of the glue would be taken for it.
                ensure!(
                    old.contains('_') || ["memory", "main"].contains(&old),
                    "the name {old} may stand for something else in the glue"
                );
                names.insert(old.to_owned(), new.to_owned());
            }
        }
        ensure!(!names.is_empty(), "the module has neither imports nor exports");
        Ok(Self(names))
    }

    /// The glue with the new names, for a module that it imported as `module` and that imports `a` now.
    pub(super) fn put_into(&self, glue: &str, module: &str) -> Result<String> {
        let key = format!("\"{module}\":");
        ensure!(
            glue.matches(&key).count() == 1,
            "the glue does not give {module} once"
        );
        let glue = glue.replace(&key, "a:");
        let mut short = String::with_capacity(glue.len());
        let mut rest = glue.as_str();
        while !rest.is_empty() {
            let end = |is_word: bool| rest.find(|c| is_part(c) != is_word).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end(rest.starts_with(is_part)));
            short.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = after;
        }
        Ok(short)
    }
}

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || "_$".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{ "imports": [ ["./all_bg.js", "__wbg_get_5", "b"] ],
        "exports": [ ["memory", "c"], ["widget_focus", "d"] ] }"#;

    #[test]
    fn whole_words_change_and_nothing_else() {
        let names = Names::read(PRINTED).unwrap();
        let glue = r#"let m={"./all_bg.js":{__wbg_get_5:(x)=>x}};w.memory.buffer;w.widget_focus();x__wbg_get_5;memory2"#;
        assert_eq!(
            names.put_into(glue, "./all_bg.js").unwrap(),
            "let m={a:{b:(x)=>x}};w.c.buffer;w.d();x__wbg_get_5;memory2"
        );
    }

    #[test]
    fn glue_of_another_module_is_refused() {
        let names = Names::read(PRINTED).unwrap();
        assert!(names.put_into("let m={};", "./all_bg.js").is_err());
    }

    #[test]
    fn a_name_that_could_be_any_word_is_refused() {
        assert!(Names::read(r#"{ "imports": [], "exports": [ ["focus", "b"] ] }"#).is_err());
        assert!(Names::read("").is_err());
    }
}
