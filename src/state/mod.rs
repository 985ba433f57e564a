//! Signals around what needs none: the editor's session, the token, the address.

mod editing;
mod exchange;
mod live_changes;
mod payment_methods;
mod route;
mod token;

pub use editing::{Editing, Said};
pub use payment_methods::load_payment_methods;
pub use route::{Leaving, Navigation, Route};
pub use token::Tokens;
