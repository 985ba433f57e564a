//! One style sheet out of the many in `style/`: Trunk copies `@import` as it stands.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project;

pub(crate) fn sheet() -> Result<String> {
    join(&project::root().join("style"))
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
