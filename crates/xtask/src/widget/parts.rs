//! The texts that the loader loads, and its own: minified in a release.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::Flavour;
use crate::style::WidgetSheet;
use crate::toolbox::Toolbox;
use crate::{process, shrink};

const JAVASCRIPT: &[&str] = &["--format=esm", "--target=es2022", "--charset=utf8"];

/// One module of three: a style sheet of its own would be one more thing to fetch, and to fail. `view` is what uses the others: it names
/// the glue's `Widget`, and `css` and `keyframes` of the sheet.
pub(super) fn view(
    tools: &Toolbox,
    flavour: Flavour,
    glue: &Path,
    sheet: WidgetSheet,
    view: &str,
) -> Result<String> {
    let text = fs::read_to_string(glue).context("cannot read the glue")?;
    let imports = text.lines().any(|line| line.starts_with("import"));
    ensure!(!imports, "the widget's glue imports something: bundle it");
    if flavour == Flavour::Development {
        return Ok(format!("{text}\n{}{view}", constants(&sheet)));
    }
    let minified = |name, text| minified(tools, flavour, name, text, &[]);
    let sheet = WidgetSheet {
        css: minified("rules.css", sheet.css)?,
        keyframes: minified("keyframes.css", sheet.keyframes)?,
    };
    let glue = json!(glue.to_string_lossy());
    let entry = format!(
        "import init, {{ Widget }} from {glue};\nexport default init;\n{}{view}",
        constants(&sheet)
    );
    let bundle = [JAVASCRIPT, &["--bundle"]].concat();
    self::minified(tools, flavour, "view-entry.js", entry, &bundle)
}

fn constants(WidgetSheet { css, keyframes }: &WidgetSheet) -> String {
    format!("const css = {}, keyframes = {};\n", json!(css), json!(keyframes))
}

/// A language as a module, so that `script-src` covers it.
pub(super) fn language(pack: &str) -> String {
    format!("export default {};\n", json!(pack))
}

pub(super) fn loader(tools: &Toolbox, flavour: Flavour, text: String) -> Result<String> {
    minified(tools, flavour, "loader.js", text, JAVASCRIPT)
}

fn minified(tools: &Toolbox, flavour: Flavour, name: &str, text: String, options: &[&str]) -> Result<String> {
    if flavour == Flavour::Development {
        return Ok(text);
    }
    let input = flavour.scratch().join(name);
    let output = flavour.minified().join(name);
    fs::write(&input, text).with_context(|| format!("cannot write {}", input.display()))?;
    let mut esbuild = shrink::program(tools, "esbuild");
    esbuild.args(["--minify", "--legal-comments=none", "--log-level=warning"]);
    esbuild.args(options).arg(&input);
    process::run(esbuild.arg(format!("--outfile={}", output.display())))?;
    let text = fs::read_to_string(&output).with_context(|| format!("cannot read {}", output.display()))?;
    Ok(text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_has_the_glue_and_the_style_sheet_in_it() {
        let folder = crate::project::scratch().join("tests");
        fs::create_dir_all(&folder).unwrap();
        let glue = folder.join("glue.js");
        for (text, expected) in [
            (
                "export { init as default };",
                Some(
                    "export { init as default };\nconst css = \".a{b:\\\"c\\\"}\", keyframes = \"\";\ndraw();\n",
                ),
            ),
            ("import * as snippet from './a.js';", None),
        ] {
            fs::write(&glue, text).unwrap();
            let sheet = WidgetSheet {
                css: ".a{b:\"c\"}".to_owned(),
                keyframes: String::new(),
            };
            let view = view(
                &Toolbox::default(),
                Flavour::Development,
                &glue,
                sheet,
                "draw();\n",
            );
            assert_eq!(view.ok().as_deref(), expected);
        }
    }

    #[test]
    fn a_language_is_one_default_export() {
        assert_eq!(language("a\tb\nc"), "export default \"a\\tb\\nc\";\n");
    }
}
