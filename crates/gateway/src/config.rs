//! What an operator decides.

mod error;
pub mod limits;
mod trusted_proxy;

use std::str::FromStr;
use std::sync::Arc;

pub use error::ConfigError;
pub(crate) use limits::Limits;
pub use trusted_proxy::TrustedProxy;

use crate::auth::{Jwks, SigningKey};
use crate::store::Database;

/// 64 KiB, a hundred times the largest sensible customer: below the default buffers of the proxies in front
/// of us.
const BODY_LIMIT: usize = 64 * 1024;

/// How much of the contract is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// All of it.
    #[default]
    Full,
    /// What upstream documents, and `GET /customers/{id}`.
    DocumentedOnly,
}

/// Whose pages may call, as a browser writes it in `Origin`; `*` is everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

impl FromStr for Origin {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, ConfigError> {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._+:[]".contains(c);
        let is_origin = match text.split_once("://") {
            Some((scheme, host)) => [scheme, host]
                .iter()
                .all(|part| !part.is_empty() && part.chars().all(is_plain)),
            // What a sandboxed frame sends.
            None => matches!(text, "*" | "null"),
        };
        if is_origin {
            Ok(Self(text.to_owned()))
        } else {
            Err(ConfigError::Origin)
        }
    }
}

/// The path before `/customers`; empty when there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// As it is in an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a resource below it.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl Default for BasePath {
    /// Upstream's.
    fn default() -> Self {
        Self("/ipg/2.0.0".to_owned())
    }
}

impl FromStr for BasePath {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, ConfigError> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        let is_segment = |segment: &str| !matches!(segment, "" | "." | "..") && segment.chars().all(is_plain);
        match text.strip_prefix('/') {
            Some(segments) if segments.split('/').all(is_segment) => Ok(Self(text.to_owned())),
            None if text.is_empty() => Ok(Self(String::new())),
            _ => Err(ConfigError::BasePath),
        }
    }
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the customers are kept.
    pub database: Database,
    /// Signs and checks tokens.
    pub key: SigningKey,
    /// Check tokens that were signed before `key` was there.
    pub older_keys: Vec<SigningKey>,
    /// Another issuer's keys.
    pub jwks: Option<Arc<Jwks>>,
    /// How much of the contract is there.
    pub surface: Surface,
    /// Hands out tokens to anybody, invents payment methods, lets every page on this machine in: for
    /// development.
    pub is_dev: bool,
    /// What one client, and all of them together, may use.
    pub limits: Limits,
    /// Whose pages may call, as `https://shop.example`; `*` is everybody.
    pub allow_origins: Vec<String>,
    /// The path before `/customers`.
    pub base_path: BasePath,
    /// Longest body, in bytes.
    pub body_limit: usize,
}

impl Config {
    /// The defaults: the full contract, no page of another origin.
    #[must_use]
    pub fn new(database: Database, key: SigningKey) -> Self {
        Self {
            database,
            key,
            older_keys: Vec::new(),
            jwks: None,
            surface: Surface::Full,
            is_dev: false,
            limits: Limits::default(),
            allow_origins: Vec::new(),
            base_path: BasePath::default(),
            body_limit: BODY_LIMIT,
        }
    }
}
