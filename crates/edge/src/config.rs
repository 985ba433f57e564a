//! What an operator decides, the same keys in every adapter. An unknown key is refused: a misspelt `mode`
//! must not quietly enforce, nor quietly observe.

use serde::Deserialize;

use crate::path::segments;

/// 64 KiB, the reference gateway's: a hundred times the largest sensible customer. It must stay below the
/// host's own buffer, or the host answers with its own 413.
pub const DEFAULT_LIMIT: u32 = 64 * 1024;

/// 16 MiB: a customer is never that long, and a filter's memory has to be bounded.
pub const MAX_LIMIT: u32 = 16 * 1024 * 1024;

/// What happens to a request that the contract refuses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// It is answered here.
    #[default]
    Enforce,
    /// It passes, and is counted: how everybody starts.
    Observe,
}

/// What happens to a guarded request that cannot be judged because something here is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailMode {
    /// It is refused with the gateway's 500.
    #[default]
    Closed,
    /// It passes unchecked.
    Open,
}

/// All of it. JSON: camelCase; only `basePath` has no default.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    /// The path before `/customers`, as `/ipg/2.0.0`; `/` where there is none.
    pub base_path: String,
    /// Longest body, in bytes.
    #[serde(default = "default_limit")]
    pub limit: u32,
    /// Whether refusals are answered or only counted.
    #[serde(default)]
    pub mode: Mode,
    /// What a broken filter does.
    #[serde(default)]
    pub fail: FailMode,
    /// Envoy: keep the head back until the body is judged. Needs `allow_on_headers_stop_iteration` in the
    /// filter's own configuration.
    #[serde(default)]
    pub hold: bool,
    /// Origins whose pages may read our answers, as `https://shop.example`; `*` is any. For hosts that add no
    /// CORS headers themselves.
    #[serde(default)]
    pub allow_origins: Vec<String>,
}

const fn default_limit() -> u32 {
    DEFAULT_LIMIT
}

/// A configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Not JSON, a key that does not exist, a value of the wrong kind, or no `basePath`.
    #[error("the configuration cannot be read: {0}")]
    Unreadable(String),
    /// The path is matched from its first slash.
    #[error("basePath must begin with a slash, as /ipg/2.0.0, or be / where there is none")]
    BasePath,
    /// Nothing would pass, or memory would not be bounded.
    #[error("limit must be between 1 and {MAX_LIMIT} bytes")]
    Limit,
}

impl Config {
    /// The defaults, at a base path.
    ///
    /// # Errors
    /// [`ConfigError::BasePath`] where it is not a path.
    pub fn at(base_path: &str) -> Result<Self, ConfigError> {
        Self {
            base_path: base_path.to_owned(),
            limit: DEFAULT_LIMIT,
            mode: Mode::default(),
            fail: FailMode::default(),
            hold: false,
            allow_origins: Vec::new(),
        }
        .checked()
    }

    /// As an operator writes it.
    ///
    /// # Errors
    /// A [`ConfigError`] that says what to change.
    pub fn from_json(json: &[u8]) -> Result<Self, ConfigError> {
        serde_json::from_slice::<Self>(json)
            .map_err(|error| ConfigError::Unreadable(error.to_string()))?
            .checked()
    }

    fn checked(self) -> Result<Self, ConfigError> {
        if !self.base_path.starts_with('/') || segments(&self.base_path).any(|segment| segment == "..") {
            return Err(ConfigError::BasePath);
        }
        if !(1..=MAX_LIMIT).contains(&self.limit) {
            return Err(ConfigError::Limit);
        }
        Ok(self)
    }
}
