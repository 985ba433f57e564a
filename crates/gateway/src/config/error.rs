//! Which options have a value that cannot be used.

/// A value that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Routes are built from it.
    #[error(
        "a base path is empty or like /ipg/2.0.0: letters, digits, -._~ between single slashes, none last"
    )]
    BasePath,
    /// It is compared with what browsers send, letter by letter.
    #[error(
        "an origin is * or like https://shop.example or http://localhost:8080: small letters, no path, no slash at its end"
    )]
    Origin,
    /// It is compared with addresses.
    #[error("a trusted proxy is an IP address or a network, like 10.1.2.3 or 10.0.0.0/8")]
    TrustedProxy,
}
