//! The key that signs tokens: from the environment, or generated once into a file that only its owner can
//! read.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jsonwebtoken::{DecodingKey, EncodingKey};

/// Where an operator may give the key.
pub const KEY_ENVIRONMENT: &str = "CYREXA_JWT_KEY";

/// RFC 7518 section 3.2: a key for HS256 has at least as many octets as the hash.
const SHORTEST: usize = 32;

const FILE_NAME: &str = "jwt.key";

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Guessable.
    #[error("a token key needs at least {SHORTEST} octets")]
    TooShort,
    /// No random numbers to be had.
    #[error("cannot draw random numbers")]
    Random(#[from] getrandom::Error),
    /// The file can be neither read nor made.
    #[error("cannot use {0}")]
    File(PathBuf, #[source] io::Error),
}

/// Signs and checks tokens.
#[derive(Clone)]
pub struct SigningKey {
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
}

/// A secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

impl SigningKey {
    /// The key with these octets.
    ///
    /// # Errors
    /// Where there are fewer than 32.
    pub fn from_octets(octets: &[u8]) -> Result<Self, KeyError> {
        if octets.len() < SHORTEST {
            return Err(KeyError::TooShort);
        }
        Ok(Self {
            encoding: EncodingKey::from_secret(octets),
            decoding: DecodingKey::from_secret(octets),
        })
    }

    /// A key that nobody else ever knows: its tokens end with the program.
    ///
    /// # Errors
    /// Where the system gives no random numbers.
    pub fn ephemeral() -> Result<Self, KeyError> {
        Self::from_octets(&random()?)
    }

    /// The key in `jwt.key` of this folder, made there (mode 0600) where there is none.
    ///
    /// # Errors
    /// Where the file can be neither read nor made, or holds too short a key.
    pub fn in_folder(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join(FILE_NAME);
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => generate(folder, &path)?,
            read => read.map_err(|error| KeyError::File(path.clone(), error))?,
        };
        Self::from_octets(text.trim_end().as_bytes())
            .map_err(|error| KeyError::File(path, io::Error::new(io::ErrorKind::InvalidData, error)))
    }
}

/// Whole or not at all, and the first of two that start at once wins: the new file gets its name by a link.
fn generate(folder: &Path, path: &Path) -> Result<String, KeyError> {
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
        _ => std::fs::read_to_string(path).map_err(|error| KeyError::File(path.to_owned(), error)),
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
    let mut octets = [0; SHORTEST];
    getrandom::fill(&mut octets)?;
    Ok(octets)
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
