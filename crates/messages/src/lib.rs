//! Words: which languages there are, and every text a person reads. No logic beyond plural forms and filling places in.
//!
//! The catalogue is a struct, so a message that one language lacks does not compile. English is compiled into the page,
//! which falls back to it; whoever never names [`AR`] does not carry it: the page gets it as a [`pack()`].
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

/// Every catalogue, for those who must look at all of them. Not for the page: it would carry them all.
pub static CATALOGUES: [&Messages; 2] = [&EN, &AR];
