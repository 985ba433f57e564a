//! The security headers of the demo's pages: what the widget needs, and no more.

/// Beside the content security policy; the widget's README says what each is for.
pub(super) const HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    // Over HTTP, as here, browsers ignore it.
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
];

/// A page that takes the widget from `widget` by a script tag. A wasm file is fetched: `connect-src` must
/// allow it.
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
    fn the_readme_and_the_guide_ask_for_the_same_headers() {
        for document in ["packages/customer/README.md", "docs/integrating.md"] {
            let text = std::fs::read_to_string(crate::project::root().join(document)).unwrap();
            let text = text.to_lowercase();
            for (name, value) in HEADERS {
                assert!(text.contains(name), "{document}: {name}");
                assert!(text.contains(&value.to_lowercase()), "{document}: {value}");
            }
            for directive in ["require-trusted-types-for 'script'", "trusted-types 'none'"] {
                assert!(text.contains(directive), "{document}: {directive}");
            }
        }
    }

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
