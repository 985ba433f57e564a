//! The app's rules, made to stand in a page that is not ours: in a shadow root, and nested in a rule for the
//! element where there is none.
//!
//! The page's root becomes the widget's container, its text size and its width the container's. Animations
//! have the widget's name before theirs and stand apart: no rule can hold them.

use anyhow::{Result, ensure};

use super::rules::{Rule, declarations, rules};

const CONTAINER: &str = ".cyrexa";
const PREFIX: &str = "cyrexa-";
const ANIMATION: &str = "@keyframes ";

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct WidgetSheet {
    /// Every rule of the widget.
    pub(crate) css: String,
    /// Its animations.
    pub(crate) keyframes: String,
}

/// `app` has no comments.
pub(super) fn adapt(app: &str) -> Result<WidgetSheet> {
    let (animations, others): (Vec<Rule<'_>>, Vec<Rule<'_>>) = rules(app)
        .into_iter()
        .partition(|(prelude, _)| prelude.starts_with(ANIMATION));
    let names: Vec<&str> = animations
        .iter()
        .filter_map(|(prelude, _)| prelude.strip_prefix(ANIMATION))
        .collect();
    let keyframes = animations
        .iter()
        .zip(&names)
        .map(|((_, body), name)| format!("{ANIMATION}{PREFIX}{name} {{ {} }}\n", in_base(body)));
    let sheet = WidgetSheet {
        css: adapted(&others, &names),
        keyframes: keyframes.collect(),
    };
    for foreign in [
        "rem ", "rem;", "rem)", "rem,", ":root", ANIMATION, "@import", ":host",
    ] {
        ensure!(!sheet.css.contains(foreign), "the widget's sheet has `{foreign}`");
    }
    Ok(sheet)
}

fn adapted(rules: &[Rule<'_>], animations: &[&str]) -> String {
    rules.iter().map(|rule| adapted_rule(rule, animations)).collect()
}

fn adapted_rule((prelude, body): &Rule<'_>, animations: &[&str]) -> String {
    if prelude.starts_with('@') {
        let inner = adapted(&rules(body), animations);
        return format!("{} {{\n{inner}}}\n", condition(prelude));
    }
    let body = declarations(body).map(|(name, value)| match name {
        "animation" | "animation-name" => format!("{name}: {}", animation(value, animations)),
        _ => format!("{name}: {}", in_base(value)),
    });
    format!(
        "{} {{ {} }}\n",
        selectors(prelude),
        body.collect::<Vec<_>>().join("; ")
    )
}

/// A width is the container's. There no `var` is allowed, and an em is the container's own text size.
fn condition(prelude: &str) -> String {
    let is_width = ["(min-width", "(max-width", "(width"]
        .iter()
        .any(|width| prelude.contains(width));
    if is_width {
        prelude.replacen("@media", "@container", 1).replace("rem", "em")
    } else {
        prelude.to_owned()
    }
}

fn selectors(list: &str) -> String {
    let parts = list.split_inclusive(',').map(|part| {
        let (selector, comma) = part.strip_suffix(',').map_or((part, ""), |part| (part, ","));
        selector_of_container(selector.trim()) + comma
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Attributes of the page's root are the container's.
fn selector_of_container(selector: &str) -> String {
    match selector {
        ":root" | "html" | "body" => CONTAINER.to_owned(),
        _ if selector.starts_with("[dir") || selector.starts_with("[data-theme") => {
            format!("{CONTAINER}{selector}")
        }
        _ => selector.to_owned(),
    }
}

fn animation(value: &str, names: &[&str]) -> String {
    let words = value.split(' ').map(|word| {
        if names.contains(&word) {
            format!("{PREFIX}{word}")
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// With `--base` in place of rem.
fn in_base(value: &str) -> String {
    let mut pieces: Vec<&str> = value.split("rem").collect();
    let last = pieces.pop().unwrap_or_default();
    let scaled = pieces.into_iter().map(|piece| {
        let start = piece
            .rfind(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
            .map_or(0, |at| at + 1);
        let (before, number) = piece.split_at(start);
        if number == "1" {
            format!("{before}var(--base)")
        } else {
            format!("{before}calc({number} * var(--base))")
        }
    });
    scaled.collect::<String>() + last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_the_page_become_rules_of_the_container() {
        for (app, css) in [
            (".card { margin: 0 }", ".card { margin: 0 }\n"),
            (
                ":root { --a: 1 } body { b: 2 }",
                ".cyrexa { --a: 1 }\n.cyrexa { b: 2 }\n",
            ),
            (
                "[data-theme=\"dark\"] { color-scheme: dark }",
                ".cyrexa[data-theme=\"dark\"] { color-scheme: dark }\n",
            ),
            (
                "[dir=\"rtl\"] .a[dir=\"ltr\"], .b { c: d }",
                ".cyrexa[dir=\"rtl\"] .a[dir=\"ltr\"], .b { c: d }\n",
            ),
            (":is(h1, h2) i { a: b }", ":is(h1, h2) i { a: b }\n"),
            ("a { width: .5rem }", "a { width: calc(.5 * var(--base)) }\n"),
            (
                "a { padding: 1rem 2.75rem }",
                "a { padding: var(--base) calc(2.75 * var(--base)) }\n",
            ),
            (
                "a { width: min(36rem, 100% - 2rem); top: -3rem }",
                "a { width: min(calc(36 * var(--base)), 100% - calc(2 * var(--base))); top: calc(-3 * var(--base)) }\n",
            ),
            (
                "@media (max-width: 30rem) { a { b: c } }",
                "@container (max-width: 30em) {\na { b: c }\n}\n",
            ),
            (
                "@container (max-width: 26rem) { a { b: c } }",
                "@container (max-width: 26em) {\na { b: c }\n}\n",
            ),
            (
                "@media (pointer: coarse) { :root { --target: 2rem } }",
                "@media (pointer: coarse) {\n.cyrexa { --target: calc(2 * var(--base)) }\n}\n",
            ),
        ] {
            let expected = WidgetSheet {
                css: css.to_owned(),
                keyframes: String::new(),
            };
            assert_eq!(adapt(app).unwrap(), expected);
        }
    }

    #[test]
    fn animations_stand_apart_under_the_widgets_name() {
        let sheet = adapt(
            "a { animation: run 1s } @keyframes run { to { left: 1rem } }\n\
             @media print { b { animation-name: run; transition: run } } c { animation: walk 1s }",
        );
        let expected = WidgetSheet {
            css: "a { animation: cyrexa-run 1s }\n\
                  @media print {\nb { animation-name: cyrexa-run; transition: run }\n}\n\
                  c { animation: walk 1s }\n"
                .to_owned(),
            keyframes: "@keyframes cyrexa-run { to { left: var(--base) } }\n".to_owned(),
        };
        assert_eq!(sheet.unwrap(), expected);
    }

    #[test]
    fn what_cannot_stand_in_the_widget_is_refused() {
        for app in ["a:root { b: c }", ":host { b: c }"] {
            assert!(adapt(app).is_err(), "{app}");
        }
    }
}
