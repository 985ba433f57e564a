//! Signals around what needs none: the editor's session, the token, the address.

mod editing;
mod exchange;
mod happening;
mod live;
mod login;
mod payment_methods;
mod route;
mod token;

pub use editing::{Editing, Said};
pub use happening::{Failure, Happening, Observer};
pub use route::{Leaving, Navigation, Route};
pub use token::{INSECURE_GATEWAY, NoToken, Tokens};
