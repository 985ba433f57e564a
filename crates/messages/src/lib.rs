//! The languages, and every text that a person reads. No logic beyond plural forms and filling in
//! placeholders.
//!
//! The catalogue is a struct, so a message that one language lacks does not compile. English is compiled into
//! the page, which falls back to it; a program that never names [`AR`] does not contain it: the page
//! fetches it as a [`pack()`].
#![deny(missing_docs)]

mod ar;
mod catalogue;
mod en;
mod locale;
mod messages;
mod pack;
mod plural;
mod template;
#[cfg(feature = "words")]
mod words;

pub use ar::AR;
pub use en::EN;
pub use locale::{Direction, Locale};
pub use messages::{FieldWords, Messages, StepWords, TroubleWords};
pub use pack::{address, pack, unpack};
pub use plural::{Form, Plural};
pub use template::Template;

/// Every catalogue, for tests that compare them. Not for the page: it would contain them all.
pub static CATALOGUES: [&Messages; 2] = [&EN, &AR];
