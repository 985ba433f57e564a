//! Wires the session and the address to components. Draws nothing itself, decides nothing.

mod banners;
mod conflict;
mod field;
mod leave_question;
mod onboarding;
mod payment_methods;
mod profile;
mod save_line;
mod section;
mod title;

/// A panel's heading: it receives the focus when the focused element is removed.
pub const HEADING: &str = ".page [tabindex='-1']";

pub(crate) use banners::ask_again;
pub use banners::{session_banners, trouble};
pub use conflict::conflict_question;
pub use field::edited_field;
pub use leave_question::leave_question;
pub use onboarding::{AfterCreate, Onboarding};
pub use payment_methods::saved_payment_methods;
pub use profile::{Extent, Section, profile_panel, profile_title};
pub use save_line::{save_line, voice};
pub use section::editable_section;
pub use title::follow_title;
