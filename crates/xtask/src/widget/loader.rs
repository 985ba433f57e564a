//! The widget's own JavaScript has places for what it loads: name and hash of a file are known only when its content is.

use anyhow::{Result, ensure};

use super::File;
use crate::shrink::page::integrity;

/// In the loader, each in a form that bundlers understand: the view, its module, Arabic.
const URLS: [&str; 3] = [
    "new URL(\"./__VIEW__\", import.meta.url)",
    "new URL(\"./__WASM__\", import.meta.url)",
    "new URL(\"./__AR__\", import.meta.url)",
];

/// `element.js` for these files: the view, its module, and Arabic.
pub(super) fn filled(element: &str, files: [&File; 3]) -> Result<String> {
    for place in URLS {
        ensure!(element.contains(place), "element.js must have {place}");
    }
    let places = ["VIEW", "WASM", "AR"].into_iter().zip(files);
    let mut text = with_hashes(element, places.clone());
    for (place, file) in places {
        text = text.replace(&format!("__{place}__"), &file.name);
    }
    ensure_full(&text)?;
    Ok(text)
}

/// `view.js`, which has the hash of the language: few need it.
pub(super) fn filled_view(view: &str, arabic: &File) -> Result<String> {
    let text = with_hashes(view, [("AR", arabic)].into_iter());
    ensure_full(&text)?;
    Ok(text)
}

fn with_hashes<'file>(text: &str, places: impl Iterator<Item = (&'static str, &'file File)>) -> String {
    places.fold(
        text.replace("__VERSION__", super::VERSION),
        |text, (place, file)| text.replace(&format!("__{place}_SRI__"), &integrity(&file.bytes)),
    )
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

    fn fill(source: &str) -> Result<String> {
        let files = ["view-1.js", "view-2.wasm", "ar-3.js"].map(|name| File::named(name, b""));
        filled(source, files.each_ref())
    }

    #[test]
    fn places_are_filled() {
        let hash = integrity(b"");
        let expected = format!(
            "const view = [new URL(\"./view-1.js\", import.meta.url), \"{hash}\"];\n\
             const wasm = [new URL(\"./view-2.wasm\", import.meta.url), \"{hash}\"];\n\
             const ar = new URL(\"./ar-3.js\", import.meta.url);\n"
        );
        assert_eq!(fill(SOURCE).unwrap(), expected);
        let view = filled_view("[\"__AR_SRI__\"]", &File::named("ar.js", b""));
        assert_eq!(view.unwrap(), format!("[\"{hash}\"]"));
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
            let error = fill(&SOURCE.replace(before, after)).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
    }
}
