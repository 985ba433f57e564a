//! The keys that sign tokens here: from the environment, or generated once into a file that only its owner
//! can read.
//!
//! Several keys are one a line; the first one signs, all are taken. `kid=NAME ` before a key names it.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jsonwebtoken::{DecodingKey, EncodingKey};

use super::strength::{self, SHORTEST, Weakness};

/// Where an operator may give the key.
pub const KEY_ENVIRONMENT: &str = "CYREXA_JWT_KEY";

/// Where an operator may give several, while one takes the place of another.
pub const KEYS_ENVIRONMENT: &str = "CYREXA_JWT_KEYS";

const FILE_NAME: &str = "jwt.key";

/// A date, a UUID or a fingerprint: a token names its key in every request.
const LONGEST_KID: usize = 64;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Guessable.
    #[error(transparent)]
    Weak(#[from] Weakness),
    /// Tokens are text, and what was meant is not known.
    #[error("a token key must be UTF-8")]
    NotUtf8,
    /// No key at all.
    #[error("there is no token key")]
    Missing,
    /// The name of a key.
    #[error("the kid of a token key has 1 to {LONGEST_KID} letters, digits and ._-, and is there once")]
    Kid,
    /// No random numbers to be had.
    #[error("cannot draw random numbers")]
    Random(#[from] getrandom::Error),
    /// Anybody who reads it can sign tokens.
    #[error(
        "{0} can be read by other users: `chmod 600` it, and put another key in it if one of them may have"
    )]
    Readable(PathBuf),
    /// The file can be neither read nor made.
    #[error("cannot use {0}")]
    File(PathBuf, #[source] io::Error),
}

/// Signs and checks tokens.
#[derive(Clone)]
pub struct SigningKey {
    pub(super) kid: Option<String>,
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
}

/// A secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    /// The key with these bytes.
    ///
    /// # Errors
    /// Where it can be guessed: fewer than 32, a repetition, a sequence.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        strength::check(bytes)?;
        Ok(Self {
            kid: None,
            encoding: EncodingKey::from_secret(bytes),
            decoding: DecodingKey::from_secret(bytes),
        })
    }

    /// The keys in a text, one a line: the first one signs.
    ///
    /// # Errors
    /// Where there is none, one can be guessed, or two have one name.
    pub fn several(text: &[u8]) -> Result<Vec<Self>, KeyError> {
        let text = str::from_utf8(text).map_err(|_| KeyError::NotUtf8)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let keys: Vec<Self> = lines.map(Self::of_line).collect::<Result<_, _>>()?;
        let is_once =
            |place: usize, kid: &String| !keys[..place].iter().any(|one| one.kid.as_ref() == Some(kid));
        for (place, key) in keys.iter().enumerate() {
            if !key.kid.as_ref().is_none_or(|kid| is_once(place, kid)) {
                return Err(KeyError::Kid);
            }
        }
        if keys.is_empty() {
            return Err(KeyError::Missing);
        }
        Ok(keys)
    }

    fn of_line(line: &str) -> Result<Self, KeyError> {
        let Some(named) = line.strip_prefix("kid=") else {
            return Self::from_bytes(line.as_bytes());
        };
        let (kid, secret) = named.split_once(char::is_whitespace).ok_or(KeyError::Kid)?;
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        if !(1..=LONGEST_KID).contains(&kid.len()) || !kid.bytes().all(is_plain) {
            return Err(KeyError::Kid);
        }
        Ok(Self {
            kid: Some(kid.to_owned()),
            ..Self::from_bytes(secret.trim().as_bytes())?
        })
    }

    /// A random key that is stored nowhere: its tokens end with the program.
    ///
    /// # Errors
    /// Where the system gives no random numbers.
    pub fn ephemeral() -> Result<Self, KeyError> {
        Self::from_bytes(hexadecimal(&random()?).as_bytes())
    }

    /// The keys in `jwt.key` of this folder; one is made there (mode 0600) where there is none.
    ///
    /// # Errors
    /// Where the file can be neither read nor made, can be read by others, or holds a key that can be guessed.
    pub fn in_folder(folder: &Path) -> Result<Vec<Self>, KeyError> {
        let path = folder.join(FILE_NAME);
        let text = match std::fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => generate(folder, &path)?,
            read => read.map_err(|error| KeyError::File(path.clone(), error))?,
        };
        let keys = Self::several(&text).map_err(|error| {
            KeyError::File(path.clone(), io::Error::new(io::ErrorKind::InvalidData, error))
        })?;
        if is_readable_by_others(&path).map_err(|error| KeyError::File(path.clone(), error))? {
            return Err(KeyError::Readable(path));
        }
        Ok(keys)
    }
}

/// As ssh asks it of its keys.
fn is_readable_by_others(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(path.metadata()?.permissions().mode() & 0o077 != 0)
}

/// Whole or not at all, and the first of two that start at once wins: the new file gets its name by a link.
fn generate(folder: &Path, path: &Path) -> Result<Vec<u8>, KeyError> {
    let key = hexadecimal(&random()?);
    let draft = folder.join(format!(".{FILE_NAME}.{}", hexadecimal(&random()?[..8])));
    let made = std::fs::create_dir_all(folder)
        .and_then(|()| write_private(&draft, &key))
        .and_then(|()| std::fs::hard_link(&draft, path));
    // Nothing depends on the draft any more; where it cannot be removed it is a file that only its owner
    // reads.
    std::fs::remove_file(&draft).ok();
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(KeyError::File(path.to_owned(), error))
        }
        _ => std::fs::read(path).map_err(|error| KeyError::File(path.to_owned(), error)),
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn random() -> Result<[u8; SHORTEST], getrandom::Error> {
    let mut bytes = [0; SHORTEST];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
