//! Signals around what needs none: the editor's session, the token, the address.

mod editing;
mod editing_event;
mod live;
mod login;
mod payment_methods;
mod route;
mod token;

pub use editing::{Announcement, Editing};
pub use editing_event::{EditingEvent, Failure, Observer};
pub use route::{LeaveRequest, Navigation, Route};
pub use token::{INSECURE_GATEWAY, NoToken, Tokens};
