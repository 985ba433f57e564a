//! Who asks: bearer tokens, roles, and the key that signs them. What a caller may see is `access`.

mod bearer;
mod caller;
mod key;
mod token;

pub(crate) use bearer::{TokenFault, identify, identity_of};
pub use caller::{Caller, Role, UnknownRole};
pub use key::{KEY_ENVIRONMENT, KeyError, SigningKey};
pub use token::mint;
pub(crate) use token::verify;
