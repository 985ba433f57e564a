//! The colours that stand on each other can be told apart (WCAG 2.2: 1.4.3 text 4.5, 1.4.11 controls 3), in
//! both themes; and what page and widget share can stand in both.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const TEXT: f64 = 4.5;
const CONTROL: f64 = 3.0;

/// Which colour stands on which, and how far apart they must be.
const PAIRS: &[(&str, &[&str], f64)] = &[
    (
        "text",
        &[
            "page",
            "surface",
            "sunken",
            "accent-soft",
            "danger-soft",
            "warning-soft",
            "good-soft",
        ],
        TEXT,
    ),
    ("muted", &["page", "surface", "accent-soft"], TEXT),
    ("accent", &["page", "surface", "accent-soft"], TEXT),
    ("accent-strong", &["page", "surface"], TEXT),
    ("danger", &["page", "surface", "danger-soft"], TEXT),
    ("danger-strong", &["surface", "danger-soft"], TEXT),
    ("warning", &["page", "surface", "warning-soft"], TEXT),
    ("good", &["page", "surface", "good-soft"], TEXT),
    ("on-accent", &["accent", "accent-strong"], TEXT),
    ("on-danger", &["danger", "danger-strong"], TEXT),
    ("edge", &["page", "surface"], CONTROL),
];

type Tokens = BTreeMap<String, [Option<[u8; 3]>; 2]>;

fn style() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("style")
}

fn tokens() -> Tokens {
    let css = fs::read_to_string(style().join("tokens.css")).unwrap();
    css.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": ")?;
            let (_merchant, colours) = value.split_once("light-dark(")?;
            let (light, dark) = colours.split_once(')')?.0.split_once(", ")?;
            Some((name.to_owned(), [light, dark].map(opaque)))
        })
        .collect()
}

/// `#rrggbb`; one with transparency has no contrast of its own.
fn opaque(hex: &str) -> Option<[u8; 3]> {
    let digits = hex.strip_prefix('#').unwrap();
    let number = u32::from_str_radix(digits, 16).unwrap();
    (digits.len() == 6).then_some([(number >> 16) as u8, (number >> 8) as u8, number as u8])
}

fn luminance(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn contrast_is_measured_as_wcag_does() {
    for (a, b, expected) in [
        ([0; 3], [255; 3], 21.0),
        ([255; 3], [255; 3], 1.0),
        ([0x76; 3], [255; 3], 4.54),
    ] {
        assert!((contrast(a, b) - expected).abs() < 0.01);
    }
}

#[test]
fn colours_that_stand_on_each_other_can_be_told_apart() {
    let tokens = tokens();
    let mut failures = Vec::new();
    for (front, backs, least) in PAIRS {
        for back in *backs {
            for (theme, name) in ["light", "dark"].into_iter().enumerate() {
                let colour =
                    |token: &str| tokens[token][theme].unwrap_or_else(|| panic!("--{token} is transparent"));
                let ratio = contrast(colour(front), colour(back));
                if ratio < *least {
                    failures.push(format!(
                        "{name}: --{front} on --{back} is {ratio:.2}, not {least}"
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn sheets() -> Vec<(String, String)> {
    fs::read_dir(style())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

fn imports(name: &str) -> Vec<String> {
    let css = fs::read_to_string(style().join(name)).unwrap();
    css.lines()
        .filter_map(|line| line.strip_prefix("@import \"")?.strip_suffix("\";"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_style_sheet_is_imported_once() {
    let (page, widget) = (imports("main.css"), imports("widget.css"));
    let (own, shared): (Vec<_>, Vec<_>) = widget.into_iter().partition(|name| name.starts_with("widget-"));
    let in_order: Vec<_> = page.iter().filter(|name| shared.contains(name)).collect();
    assert_eq!(in_order, shared.iter().collect::<Vec<_>>());
    let mut all = [page, own, vec!["main.css".to_owned(), "widget.css".to_owned()]].concat();
    let mut there: Vec<_> = sheets().into_iter().map(|(name, _)| name).collect();
    all.sort_unstable();
    there.sort_unstable();
    assert_eq!(all, there);
}

/// In a shadow root nothing matches the page's root, the page's text size and width are the merchant's, and
/// without a shadow root the rules stand in a rule, which holds no animation.
#[test]
fn what_the_widget_has_of_the_page_needs_nothing_of_the_page() {
    for name in imports("widget.css") {
        let css = fs::read_to_string(style().join(&name)).unwrap();
        // The two that say what the page's root and the widget's container have in common.
        let css = css
            .replace(":root, .cyrexa {", "")
            .replace("var(--unit, 1rem)", "");
        let rules = css
            .split("*/")
            .map(|part| part.split("/*").next().unwrap_or_default());
        let rules: String = rules.collect();
        for foreign in [
            "rem ",
            "rem;",
            "rem)",
            "rem,",
            ":root",
            "html",
            "body",
            ":host",
            "min-width",
            "max-width",
            "@keyframes",
            "@import",
        ] {
            for (at, _) in rules.match_indices(foreign) {
                let line = rules[..at].rsplit('\n').next().unwrap_or_default();
                let is_container = foreign.ends_with("-width") && line.starts_with("@container (");
                assert!(is_container, "{name} has `{foreign}`: {line}");
            }
        }
    }
}

#[test]
fn animations_on_a_merchants_page_begin_with_the_widgets_name() {
    let css = fs::read_to_string(style().join("animations.css")).unwrap();
    let names: Vec<_> = css.split("@keyframes ").skip(1).collect();
    assert_eq!(names.len(), 2);
    assert!(names.iter().all(|name| name.starts_with("cyrexa-")), "{names:?}");
}

#[test]
fn only_the_tokens_name_a_colour() {
    for (name, css) in sheets().into_iter().filter(|(name, _)| name != "tokens.css") {
        for value in css.split('#').skip(1) {
            let digits = value.chars().take_while(char::is_ascii_hexdigit).count();
            assert!(!matches!(digits, 3 | 4 | 6 | 8), "{name}: #{}", &value[..digits]);
        }
        assert!(
            !css.contains("rgb(") && !css.contains("hsl("),
            "{name} names a colour"
        );
    }
}

#[test]
fn every_token_that_is_used_exists_and_every_one_that_exists_is_used() {
    let all: String = sheets().into_iter().map(|(_, css)| css).collect();
    let used = |name: &str| all.contains(&format!("var({name})"));
    let declared = |name: &str| all.contains(&format!("{name}: "));
    // What the merchant sets, and what the element sets on its container.
    let is_given = |name: &str| name.starts_with("--cyrexa-") || name == "--unit";
    for piece in all.split("var(").skip(1) {
        let name = piece.split([')', ',']).next().unwrap();
        assert!(
            declared(name) || is_given(name),
            "{name} is used and not declared"
        );
    }
    for line in fs::read_to_string(style().join("tokens.css")).unwrap().lines() {
        if let Some((name, _)) = line
            .trim()
            .split_once(": ")
            .filter(|(name, _)| name.starts_with("--"))
        {
            assert!(used(name), "{name} is declared and not used");
        }
    }
}

#[test]
fn directions_are_logical() {
    let physical = [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
        "float: left",
        "float: right",
        " left:",
        " right:",
        " width:",
        " height:",
        "max-width: ",
        "{ top:",
    ];
    for (name, css) in sheets() {
        // A media or container query has no other word for the width.
        let rules = css.lines().filter(|line| !line.trim_start().starts_with('@'));
        for line in rules {
            for word in physical {
                assert!(!line.contains(word), "{name}: {word} in {line}");
            }
        }
    }
}
