//! The content security policies of the demo's pages: what the widget needs, and not a word more.

/// A page that takes the widget from `widget` by a script tag. A wasm file is fetched: it stands in `connect-src`.
pub(super) fn with_script_tag(widget: &str, gateway: &str) -> String {
    policy(
        &format!("'self' {widget} 'wasm-unsafe-eval'"),
        &format!("{gateway} {widget}"),
    )
}

/// A page that has the package in its own bundle.
pub(super) fn with_package(gateway: &str) -> String {
    policy("'self' 'wasm-unsafe-eval'", &format!("'self' {gateway}"))
}

fn policy(script: &str, connect: &str) -> String {
    [
        "default-src 'none'",
        &format!("script-src {script}"),
        "style-src 'self'",
        &format!("connect-src {connect}"),
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_one_that_the_readme_promises() {
        assert_eq!(
            with_script_tag("http://w", "http://g"),
            "default-src 'none'; script-src 'self' http://w 'wasm-unsafe-eval'; style-src 'self'; \
             connect-src http://g http://w; img-src 'self'; form-action 'none'; base-uri 'none'; \
             frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        );
        assert!(with_package("http://g").contains("; connect-src 'self' http://g; "));
    }
}
