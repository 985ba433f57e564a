//! What the page's author configures, by `<meta>` tags: nothing about a gateway stands in code.

use crate::browser::page;

/// Where things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The gateway's base URL without a slash at its end, as `/ipg/2.0.0` or `https://gateway.cyrexa.com/ipg/2.0.0`.
    pub gateway: String,
    /// Whether unsaved work survives a reload in `sessionStorage` (personal data: off unless `session` is asked for).
    pub persists: bool,
}

impl Config {
    /// Reads `<meta name="cyrexa-gateway">` and `<meta name="cyrexa-persist" content="session">`.
    #[must_use]
    pub fn of_page() -> Self {
        let persists = page::meta("cyrexa-persist").as_deref() == Some("session");
        Self::new(&page::meta("cyrexa-gateway").unwrap_or_default(), persists)
    }

    /// Of a gateway's base URL as somebody wrote it.
    #[must_use]
    pub fn new(gateway: &str, persists: bool) -> Self {
        Self {
            gateway: gateway_base(gateway),
            persists,
        }
    }
}

fn gateway_base(content: &str) -> String {
    content.trim().trim_end_matches('/').to_owned()
}

/// The server's root of a base URL: `https://host:port`, or nothing for one on the page's own server.
#[must_use]
pub fn origin(base: &str) -> &str {
    let length = host(base).map_or(0, |host| base.len() - rest(base).map_or(0, str::len) + host.len());
    base.get(..length).unwrap_or_default()
}

/// The host and port of a base URL that names them.
#[must_use]
pub fn host(base: &str) -> Option<&str> {
    rest(base)?.split('/').next()
}

fn rest(base: &str) -> Option<&str> {
    base.split_once(':')?.1.strip_prefix("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_of_a_base_is_its_scheme_and_host() {
        for (base, expected) in [
            ("/ipg/2.0.0", ""),
            ("", ""),
            (
                "https://gateway.cyrexa.com/ipg/2.0.0",
                "https://gateway.cyrexa.com",
            ),
            ("http://127.0.0.1:8787/ipg", "http://127.0.0.1:8787"),
            ("http://[::1]:8787", "http://[::1]:8787"),
        ] {
            assert_eq!(origin(base), expected, "{base}");
        }
    }

    #[test]
    fn a_slash_at_the_end_of_the_base_does_not_matter() {
        for content in ["/ipg/2.0.0", " /ipg/2.0.0/ ", "/ipg/2.0.0//"] {
            assert_eq!(gateway_base(content), "/ipg/2.0.0");
        }
    }
}
