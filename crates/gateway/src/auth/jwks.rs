//! The public keys of another issuer: a JSON Web Key Set (RFC 7517) in a file, read again when the file
//! changes.

use std::collections::HashMap;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

/// RFC 7518 section 3.3: 2048 bits or more for RS256.
const SHORTEST_MODULUS: usize = 256;

/// Members that only secret keys have (RFC 7518 sections 6.2.2, 6.3.2 and 6.4).
const SECRETS: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];

/// Why a set is refused.
#[derive(Debug, thiserror::Error)]
pub enum JwksError {
    /// It cannot be read.
    #[error("cannot read it")]
    File(#[from] io::Error),
    /// Another file.
    #[error("it is no JSON Web Key Set")]
    NotASet(#[source] serde_json::Error),
    /// Where this file is read, others may read it.
    #[error("it has a secret or a private key: only public keys belong there")]
    Secret,
    /// Tokens name their key.
    #[error("a key has no kid")]
    NoKid,
    /// Tokens must mean one key.
    #[error("two keys have the kid {0}")]
    Twice(String),
    /// Its numbers are none, or too short.
    #[error("the key {0} cannot be used")]
    Key(String),
    /// None for RS256 or ES256.
    #[error("it has no key for RS256 or ES256")]
    Empty,
}

/// One key and the one algorithm it is for.
#[derive(Clone)]
pub(super) struct PublicKey {
    pub(super) algorithm: Algorithm,
    pub(super) decoding: DecodingKey,
}

/// Whose tokens are taken beside our own.
pub struct Jwks {
    path: PathBuf,
    pub(super) issuer: String,
    pub(super) audience: String,
    keys: RwLock<HashMap<String, PublicKey>>,
    version: Mutex<Option<Version>>,
}

/// Tells one writing of the file from the next.
type Version = (u64, SystemTime, u64);

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

impl std::fmt::Debug for Jwks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jwks")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Jwks {
    /// Reads the set; tokens must have this `iss` and this `aud`.
    ///
    /// # Errors
    /// Where it has no key that can be used, or one that must not be there.
    pub fn open(path: PathBuf, issuer: String, audience: String) -> Result<Self, JwksError> {
        let version = version(&path);
        let keys = parse(&std::fs::read(&path)?)?;
        Ok(Self {
            path,
            issuer,
            audience,
            keys: RwLock::new(keys),
            version: Mutex::new(version),
        })
    }

    /// Reads the file again where it has changed. The keys stay as they are where it cannot be used.
    pub(crate) fn refresh(&self) {
        let found = version(&self.path);
        let mut known = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == found {
            return;
        }
        *known = found;
        let read = std::fs::read(&self.path).map_err(JwksError::from);
        match read.and_then(|bytes| parse(&bytes)) {
            Ok(keys) => {
                tracing::info!(keys = keys.len(), "the key set was read again");
                *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
            }
            Err(error) => tracing::error!(cause = %error, "the key set cannot be used; the one before stays"),
        }
    }

    pub(super) fn find(&self, kid: &str) -> Option<PublicKey> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.get(kid).cloned()
    }
}

fn version(path: &Path) -> Option<Version> {
    let metadata = path.metadata().ok()?;
    Some((metadata.ino(), metadata.modified().ok()?, metadata.len()))
}

fn parse(bytes: &[u8]) -> Result<HashMap<String, PublicKey>, JwksError> {
    let set: Set = serde_json::from_slice(bytes).map_err(JwksError::NotASet)?;
    let mut keys = HashMap::new();
    for key in set.keys {
        if SECRETS.iter().any(|member| key.get(member).is_some()) {
            return Err(JwksError::Secret);
        }
        // RFC 7517 section 5: what is not understood is ignored.
        let Some(algorithm) = algorithm(&key) else {
            continue;
        };
        let kid = key["kid"].as_str().ok_or(JwksError::NoKid)?.to_owned();
        let decoding = decoding(key).ok_or_else(|| JwksError::Key(kid.clone()))?;
        let key = PublicKey { algorithm, decoding };
        if keys.insert(kid.clone(), key).is_some() {
            return Err(JwksError::Twice(kid));
        }
    }
    if keys.is_empty() {
        return Err(JwksError::Empty);
    }
    Ok(keys)
}

/// What a key verifies; `None` where it is for another use, or for an algorithm that is not taken.
fn algorithm(key: &Value) -> Option<Algorithm> {
    let is_for_signatures = key["use"].as_str().is_none_or(|purpose| purpose == "sig");
    let verifies = key["key_ops"]
        .as_array()
        .is_none_or(|operations| operations.iter().any(|operation| operation == "verify"));
    let algorithm = match (key["kty"].as_str()?, key["crv"].as_str(), key["alg"].as_str()) {
        ("RSA", _, None | Some("RS256")) => Algorithm::RS256,
        ("EC", Some("P-256"), None | Some("ES256")) => Algorithm::ES256,
        _ => return None,
    };
    (is_for_signatures && verifies).then_some(algorithm)
}

fn decoding(key: Value) -> Option<DecodingKey> {
    if let Some(modulus) = key["n"].as_str() {
        let modulus = URL_SAFE_NO_PAD.decode(modulus).ok()?;
        if modulus.len() < SHORTEST_MODULUS {
            return None;
        }
    }
    let key: Jwk = serde_json::from_value(key).ok()?;
    DecodingKey::from_jwk(&key).ok()
}
