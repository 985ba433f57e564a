//! The app's style sheet and the widget's out of the many in `style/`: Trunk copies `@import` unchanged.

mod merchant;
mod rules;
mod widget;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project;
pub(crate) use widget::WidgetSheet;

const TOKENS: &str = "tokens.css";
const WIDGET_TOKENS: &str = "widget-tokens.css";

pub(crate) fn sheet() -> Result<String> {
    let folder = folder();
    imports(&read(&folder, "main.css")?)
        .into_iter()
        .map(|name| read(&folder, name))
        .collect()
}

pub(crate) fn widget_sheet() -> Result<WidgetSheet> {
    let folder = folder();
    let plain = |name: &str| Ok(rules::without_comments(&read(&folder, name)?));
    let tokens = merchant::tokens(&plain(TOKENS)?, &plain(WIDGET_TOKENS)?)?;
    let main = read(&folder, "widget.css")?;
    let others = imports(&main)
        .into_iter()
        .filter(|name| ![TOKENS, WIDGET_TOKENS].contains(name))
        .map(plain);
    let others: Vec<String> = others.collect::<Result<_>>()?;
    widget::adapt(&(tokens.concat() + &others.concat()))
}

fn folder() -> PathBuf {
    project::root().join("style")
}

fn read(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
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
        let imported = |main: &str| {
            let main = read(&folder(), main).unwrap();
            let mut names: Vec<String> = imports(&main).into_iter().map(str::to_owned).collect();
            names.sort_unstable();
            names
        };
        let (app, widget) = (imported("main.css"), imported("widget.css"));
        let twice = |names: &[String]| names.windows(2).any(|pair| pair[0] == pair[1]);
        assert!(!twice(&app) && !twice(&widget));
        let (own, shared): (Vec<_>, Vec<_>) =
            widget.into_iter().partition(|name| name.starts_with("widget-"));
        assert!(shared.iter().all(|name| app.contains(name)), "{shared:?}");
        let mut all = [app, own].concat();
        all.sort_unstable();
        let mut there: Vec<String> = fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".css") && !["main.css", "widget.css"].contains(&name.as_str()))
            .collect();
        there.sort_unstable();
        assert_eq!(all, there);
    }

    #[test]
    fn the_widget_has_the_apps_colours_and_no_place_left_for_them() {
        let WidgetSheet { css, keyframes } = widget_sheet().unwrap();
        assert!(!css.contains(", app)"));
        let app = rules::without_comments(&read(&folder(), TOKENS).unwrap());
        let colours = app
            .split("light-dark(")
            .skip(1)
            .map(|rest| rest.split(')').next().unwrap());
        for colour in colours {
            assert!(css.contains(&format!("light-dark({colour})")), "{colour}");
        }
        assert!(
            keyframes.matches("@keyframes cyrexa-").count() >= 2,
            "{keyframes}"
        );
    }
}
