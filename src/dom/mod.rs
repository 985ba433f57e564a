//! One concrete type for everything on the screen, around Leptos's signals.
//!
//! Leptos's own renderer compiles a new set of functions for every shape of view: this app's screens came to 198 kB
//! brotli with it, and the whole first visit may have 80 (measured on leptos 0.8.23; `--cfg erase_components`: 183).
//! Here an element is an [`El`] whatever is in it, a closure is boxed, and every screen shares one piece of code.
//! Signals, effects, contexts and owners are Leptos's; what an owner made is undone when the owner is.

mod element;
mod mount;

pub use element::{El, Text, el, words};
pub use mount::{Mounted, mount};
