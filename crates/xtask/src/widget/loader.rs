//! The widget's own JavaScript has places for what it loads: name and hash of a file are known only when its
//! content is.

use anyhow::{Result, ensure};

use super::File;
use crate::shrink::page::{integrity, short_integrity};

/// In the loader, each in a form that bundlers understand: the view, its module, Arabic.
const URLS: [&str; 3] = [
    "new URL(\"./__VIEW__\", import.meta.url)",
    "new URL(\"./__WASM__\", import.meta.url)",
    "new URL(\"./__AR__\", import.meta.url)",
];

/// Whether the browser is to check what the loader loads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    Hashes,
    /// A bundler copies the files, and may minify them.
    Nothing,
}

/// `element.js` for these files: the view, its module, and Arabic.
pub(super) fn filled(element: &str, files: [&File; 3], check: Check) -> Result<String> {
    for place in URLS {
        ensure!(element.contains(place), "element.js must have {place}");
    }
    let mut text = element.replace("__VERSION__", super::VERSION);
    for (place, file) in ["VIEW", "WASM", "AR"].into_iter().zip(files) {
        let hash = match check {
            Check::Hashes => short_integrity(&file.bytes),
            Check::Nothing => String::new(),
        };
        text = text.replace(&format!("__{place}_SRI__"), &hash);
        text = text.replace(&format!("__{place}__"), &file.name);
    }
    ensure_full(&text)?;
    Ok(text)
}

/// `view.js`, which has the hash of the language: few need it.
pub(super) fn filled_view(view: &str, arabic: &[u8]) -> Result<String> {
    let text = view.replace("__VERSION__", super::VERSION);
    let text = text.replace("__AR_SRI__", &integrity(arabic));
    ensure_full(&text)?;
    Ok(text)
}

fn ensure_full(text: &str) -> Result<()> {
    let quoted = text.split('"').find(|piece| piece.starts_with("__"));
    ensure!(
        quoted.is_none(),
        "nothing is known for {}",
        quoted.unwrap_or_default()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "const view = [new URL(\"./__VIEW__\", import.meta.url), \"__VIEW_SRI__\"];\n\
        const wasm = [new URL(\"./__WASM__\", import.meta.url), \"__WASM_SRI__\"];\n\
        const ar = new URL(\"./__AR__\", import.meta.url);\n";

    fn fill(source: &str, check: Check) -> Result<String> {
        let files = ["view-1.js", "view-2.wasm", "ar-3.js"].map(|name| File::named(name, b""));
        filled(source, files.each_ref(), check)
    }

    #[test]
    fn places_are_filled() {
        for (check, hash) in [
            (Check::Hashes, short_integrity(b"")),
            (Check::Nothing, String::new()),
        ] {
            let expected = format!(
                "const view = [new URL(\"./view-1.js\", import.meta.url), \"{hash}\"];\n\
                 const wasm = [new URL(\"./view-2.wasm\", import.meta.url), \"{hash}\"];\n\
                 const ar = new URL(\"./ar-3.js\", import.meta.url);\n"
            );
            assert_eq!(fill(SOURCE, check).unwrap(), expected);
        }
        let view = filled_view("[\"__AR_SRI__\"]", b"");
        assert_eq!(view.unwrap(), format!("[\"{}\"]", integrity(b"")));
    }

    #[test]
    fn a_place_that_is_missing_or_unknown_is_named() {
        for (before, after, named) in [
            (
                "new URL(\"./__WASM__\", import.meta.url)",
                "\"./__WASM__\"",
                "__WASM__",
            ),
            ("__WASM_SRI__", "__WASM_HASH__", "__WASM_HASH__"),
        ] {
            let error = fill(&SOURCE.replace(before, after), Check::Hashes)
                .unwrap_err()
                .to_string();
            assert!(error.contains(named), "{error}");
        }
    }
}
