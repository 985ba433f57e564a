//! The texts that the loader loads, and its own: minified in a release.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use super::Flavour;
use crate::style::WidgetSheet;
use crate::toolbox::Toolbox;
use crate::{process, shrink};

const JAVASCRIPT: &[&str] = &["--format=esm", "--target=es2022", "--charset=utf8"];

/// One module of three: a style sheet of its own would be one more thing to fetch, and to fail. `view` is
/// what uses the others: it names the glue's `Widget`, what `guard` exports, and `css` and `keyframes` of the
/// sheet.
pub(super) fn view(
    tools: &Toolbox,
    flavour: Flavour,
    glue: &Path,
    guard: &str,
    sheet: WidgetSheet,
    view: &str,
) -> Result<String> {
    let text = fs::read_to_string(glue).context("cannot read the glue")?;
    let imports = text.lines().any(|line| line.starts_with("import"));
    ensure!(!imports, "the widget's glue imports something: bundle it");
    let text = led_through_guard(&text)?;
    if flavour == Flavour::Development {
        return Ok(format!("{text}\n{guard}{}{view}", constants(&sheet)));
    }
    let minified = |name, text| minified(tools, flavour, name, text, &[]);
    let sheet = WidgetSheet {
        css: minified("rules.css", sheet.css)?,
        keyframes: minified("keyframes.css", sheet.keyframes)?,
    };
    let scratch = |name, text| {
        let file = flavour.scratch().join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
    };
    scratch("guard.js", guard.to_owned())?;
    let guarded = "import { guarded, listen } from \"./guard.js\";\n";
    scratch("glue.js", [guarded, &text].concat())?;
    let entry = format!(
        "import init, {{ Widget }} from \"./glue.js\";\nimport {{ stopped, views }} from \"./guard.js\";\n\
         export {{ init as default, stopped }};\n{}{view}",
        constants(&sheet)
    );
    let bundle = [JAVASCRIPT, &["--bundle"]].concat();
    self::minified(tools, flavour, "view-entry.js", entry, &bundle)
}

/// Its calls into the module, and the module's listeners, go through `guard.js`.
fn led_through_guard(glue: &str) -> Result<String> {
    let glue = rewritten(glue, ".exports", |instance| {
        format!("guarded({instance}.exports)")
    })?;
    rewritten(&glue, ".addEventListener(", |target| format!("listen({target}, "))
}

/// The one place where a member is asked for, and the name before it, as `rewrite` has it.
fn rewritten(glue: &str, member: &str, rewrite: impl Fn(&str) -> String) -> Result<String> {
    let Some((before, after)) = glue.split_once(member) else {
        bail!("the widget's glue has no {member}");
    };
    ensure!(
        !after.contains(member),
        "the widget's glue has {member} more than once"
    );
    let rest = before.trim_end_matches(|letter: char| letter.is_alphanumeric() || "_$".contains(letter));
    let (rest, object) = before.split_at(rest.len());
    Ok([rest, &rewrite(object), after].concat())
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
    fn the_view_has_the_glue_the_guard_and_the_style_sheet_in_it() {
        let folder = crate::project::scratch().join("tests");
        fs::create_dir_all(&folder).unwrap();
        let glue = folder.join("glue.js");
        let calls = "wasm = instance.exports;\narg0.addEventListener(name, arg3);\n";
        for (text, expected) in [
            (
                calls.to_owned(),
                Some(
                    "wasm = guarded(instance.exports);\nlisten(arg0, name, arg3);\n\n\
                     const guarded = 1;\nconst css = \".a{b:\\\"c\\\"}\", keyframes = \"\";\ndraw();\n",
                ),
            ),
            (format!("import * as snippet from './a.js';\n{calls}"), None),
            (calls.replace("instance.exports", "instance"), None),
            ([calls, calls].concat(), None),
        ] {
            fs::write(&glue, &text).unwrap();
            let sheet = WidgetSheet {
                css: ".a{b:\"c\"}".to_owned(),
                keyframes: String::new(),
            };
            let view = view(
                &Toolbox::default(),
                Flavour::Development,
                &glue,
                "const guarded = 1;\n",
                sheet,
                "draw();\n",
            );
            assert_eq!(view.ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_language_is_one_default_export() {
        assert_eq!(language("a\tb\nc"), "export default \"a\\tb\\nc\";\n");
    }
}
