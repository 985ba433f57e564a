//! One concrete type for everything on the screen, around Leptos's signals: see README.md.

mod closure;
mod effect;
mod element;
mod input;
mod into_view;
mod keyed;
mod listener;
mod root;
mod text;

pub use effect::effect;
pub use element::{El, el};
pub use listener::Listener;
pub use root::{RootOptions, ViewRoot, use_root};
pub use text::text;
