//! Callers: bearer tokens, roles, and the keys that sign them. What a caller may see is `routes/access`.

mod caller;
mod jwks;
mod key;
mod strength;
mod token;

pub use caller::{Caller, LONGEST_OWNER_NAME, Role, UnknownRole, is_owner_name};
pub use jwks::{Jwks, JwksError};
pub use key::{KEY_ENVIRONMENT, KEYS_ENVIRONMENT, KeyError, SigningKey};
pub use strength::Weakness;
pub use token::{AUDIENCE, ISSUER, mint};
pub(crate) use token::{TokenFault, Trust, verify};
