//! `widget-tokens.css` leaves a place for the app's own value of each token: here it is put in, so that no
//! colour is written twice.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::rules::{declarations, rules};

/// What stands in place of the app's value.
const APP: &str = ", app)";

/// Both sheets without comments, the widget's first, because it begins with nothing. Of the app's tokens only
/// those are left that the widget does not declare anew.
pub(super) fn tokens(app: &str, widget: &str) -> Result<[String; 2]> {
    let values: BTreeMap<&str, &str> = rules(app)
        .first()
        .map(|(_root, body)| declarations(body).collect())
        .unwrap_or_default();
    let mut left = app.to_owned();
    let mut filled = widget.to_owned();
    for (_container, body) in rules(widget) {
        for (name, value) in declarations(body).filter(|(name, _)| name.starts_with("--")) {
            let own = values.get(name);
            if let Some(own) = own {
                left = left.replacen(&format!("{name}: {own};"), "", 1);
            }
            if value.contains(APP) {
                let own = own.with_context(|| format!("tokens.css has no {name}"))?;
                let with_own = value.replace(APP, &format!(", {own})"));
                filled = filled.replacen(&format!("{name}: {value};"), &format!("{name}: {with_own};"), 1);
            }
        }
    }
    Ok([filled, left])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_apps_value_holds_where_the_merchant_has_none() {
        let app = ":root { --text: light-dark(#000, #fff); --quick: 1s; --edge: #777; }";
        for (widget, left, filled) in [
            ("", app, ""),
            (
                ".x { --text: var(--m-text, app); }",
                ":root {  --quick: 1s; --edge: #777; }",
                ".x { --text: var(--m-text, light-dark(#000, #fff)); }",
            ),
            (
                ".x { --edge: var(--m, var(--n, app)); --own: 1px; }",
                ":root { --text: light-dark(#000, #fff); --quick: 1s;  }",
                ".x { --edge: var(--m, var(--n, #777)); --own: 1px; }",
            ),
            (
                ".x { --quick: 2s; }",
                ":root { --text: light-dark(#000, #fff);  --edge: #777; }",
                ".x { --quick: 2s; }",
            ),
        ] {
            assert_eq!(tokens(app, widget).unwrap(), [filled, left]);
        }
    }

    #[test]
    fn a_token_that_the_app_has_not_is_named() {
        let error = tokens(":root { --a: b; }", ".x { --c: var(--d, app); }").unwrap_err();
        assert_eq!(error.to_string(), "tokens.css has no --c");
    }
}
