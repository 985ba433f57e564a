//! Reads our own style sheets into rules. No parser of CSS: they have no brace and no semicolon in a string,
//! and no rule within a rule but in a condition.

/// What stands before the braces and what stands in them.
pub(super) type Rule<'css> = (&'css str, &'css str);

pub(super) fn without_comments(css: &str) -> String {
    let mut pieces = css.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        text + piece.split_once("*/").map_or("", |(_comment, after)| after)
    })
}

/// The outermost ones, in order. `css` has no comments.
pub(super) fn rules(css: &str) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    let mut rest = css;
    while let Some((prelude, after)) = rest.split_once('{') {
        let end = end_of_block(after);
        rules.push((prelude.trim(), after[..end].trim()));
        rest = after.get(end + 1..).unwrap_or_default();
    }
    rules
}

/// Where the brace stands that closes what has been opened before `text`.
fn end_of_block(text: &str) -> usize {
    let mut open = 1;
    let end = text.find(|c| {
        open += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        open == 0
    });
    end.unwrap_or(text.len())
}

/// Names and values.
pub(super) fn declarations(body: &str) -> impl Iterator<Item = (&str, &str)> {
    body.split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out() {
        for (css, expected) in [
            ("a { b: c }", "a { b: c }"),
            ("/* x */a {/* y { */ b: c }/**/", "a { b: c }"),
            ("a { b: c } /* open", "a { b: c } "),
        ] {
            assert_eq!(without_comments(css), expected);
        }
    }

    #[test]
    fn rules_are_read_with_those_in_a_condition_as_one() {
        for (css, expected) in [
            ("", vec![]),
            ("a,\nb { c: d }\n\ne { }", vec![("a,\nb", "c: d"), ("e", "")]),
            (
                "@media print { a { b: c } d { e: f } } g { h: i }",
                vec![("@media print", "a { b: c } d { e: f }"), ("g", "h: i")],
            ),
        ] {
            assert_eq!(rules(css), expected, "{css}");
        }
    }

    #[test]
    fn declarations_are_names_and_values() {
        let body = "a: b c; --d: e(f, 1px);\n  g:h;";
        let expected = [("a", "b c"), ("--d", "e(f, 1px)"), ("g", "h")];
        assert_eq!(declarations(body).collect::<Vec<_>>(), expected);
    }
}
