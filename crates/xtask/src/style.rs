//! `cargo xtask style`: one style sheet out of the many in `style/`, for Trunk, which copies `@import` as it stands.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project;

/// Where index.html looks for it. Not in a CARGO_TARGET_DIR: the page's address of it is fixed.
const OUTPUT: &str = "target/style/app.css";

pub(crate) fn run() -> Result<()> {
    let css = join(&project::root().join("style"))?;
    let output = project::root().join(OUTPUT);
    // An unchanged file keeps its time, so that nothing that watches it starts anew.
    if fs::read_to_string(&output).is_ok_and(|before| before == css) {
        return Ok(());
    }
    fs::create_dir_all(output.parent().context("the output is in a folder")?)?;
    fs::write(&output, css).with_context(|| format!("cannot write {}", output.display()))
}

fn join(folder: &Path) -> Result<String> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    imports(&read("main.css")?).into_iter().map(read).collect()
}

fn imports(main: &str) -> Vec<&str> {
    main.lines()
        .filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_import_lines_name_a_file() {
        let main = "/* @import \"no.css\"; */\n@import \"a.css\";\n\n@import \"b.css\";\n";
        assert_eq!(imports(main), ["a.css", "b.css"]);
    }

    #[test]
    fn every_style_sheet_is_imported_once() {
        let folder = project::root().join("style");
        let main = fs::read_to_string(folder.join("main.css")).unwrap();
        let mut imported = imports(&main);
        imported.sort_unstable();
        let mut there: Vec<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".css") && name != "main.css")
            .collect();
        there.sort_unstable();
        assert_eq!(imported, there);
    }
}
