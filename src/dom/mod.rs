//! One concrete type for everything on the screen, around Leptos's signals.
//!
//! Leptos's own renderer compiles a new set of functions for every shape of view, and a memo or derived signal for
//! every type it holds: this app's screens came to 198 kB brotli with them, and the whole first visit may have 80
//! (measured on leptos 0.8.23; `--cfg erase_components`: 183). Here an element is an [`El`] whatever is in it, what
//! follows signals is a boxed closure, and every screen shares one piece of code. Triggers, effects and
//! owners are Leptos's; what an owner made is undone when the owner is.

mod closure;
mod element;
mod fact;
mod follow;
mod input;
mod mount;
mod place;
mod text;

pub use element::{El, el};
pub use fact::{Fact, Kept};
pub use follow::{after_drawing, follow};
pub use mount::{Mounted, mount, mount_at};
pub use place::{Grounds, Place, use_place};
pub use text::Text;
