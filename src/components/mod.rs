//! What is drawn. Components take signals and callbacks: no fetch, no storage, no rule, no clock. Each renders in a
//! test from literals alone, under an [`crate::i18n::I18n`].

pub mod banner;
pub mod button;
pub mod card;
pub mod counter;
pub mod page_header;
pub mod status_chip;
pub mod text_field;
pub mod visually_hidden;

pub use banner::{Banner, Tone};
pub use button::{Button, ButtonKind};
pub use card::Card;
pub use page_header::{PageHeader, SkipLink, Theme};
pub use status_chip::{SaveMark, StatusChip};
pub use text_field::{TextField, input_id};
pub use visually_hidden::VisuallyHidden;

/// Text on the screen. One type for all of it, so that all of it shares one piece of compiled code.
pub type Text = leptos::prelude::Signal<String>;
