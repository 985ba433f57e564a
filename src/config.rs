//! What the page's author configures, by `<meta>` tags: no gateway's URL is in code.

use crate::browser::page;

/// Where things are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The gateway's base URL without a slash at its end, as `/ipg/2.0.0` or
    /// `https://gateway.cyrexa.com/ipg/2.0.0`.
    pub gateway: String,
    /// Whether unsaved work survives a reload in `sessionStorage` (personal data: off unless `session` is
    /// asked for).
    pub persists: bool,
}

impl Config {
    /// Reads `<meta name="cyrexa-gateway">` and `<meta name="cyrexa-persist" content="session">`.
    #[must_use]
    pub fn of_page() -> Self {
        let persists = page::meta("cyrexa-persist").as_deref() == Some("session");
        Self::new(&page::meta("cyrexa-gateway").unwrap_or_default(), persists)
    }

    /// Of a gateway's base URL as written.
    #[must_use]
    pub fn new(gateway: &str, persists: bool) -> Self {
        Self {
            gateway: gateway_base(gateway),
            persists,
        }
    }

    /// Whether what is sent there crosses a network in the clear.
    #[must_use]
    pub fn is_insecure(&self) -> bool {
        page::server_of(&self.gateway)
            .is_some_and(|server| server.protocol() == "http:" && !page::is_loopback(&server.hostname()))
    }

    /// Whether the page's own server passes on what is sent there.
    #[must_use]
    pub fn is_of_own_origin(&self) -> bool {
        let own = page::window().location().origin().ok();
        own.is_some() && page::server_of(&self.gateway).map(|server| server.origin()) == own
    }
}

fn gateway_base(content: &str) -> String {
    content.trim().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_of_the_base_does_not_matter() {
        for content in ["/ipg/2.0.0", " /ipg/2.0.0/ ", "/ipg/2.0.0//"] {
            assert_eq!(gateway_base(content), "/ipg/2.0.0");
        }
    }
}
