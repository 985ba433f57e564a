//! Wires the session and the address to components. Draws nothing itself, decides nothing.

pub mod banners;
pub mod conflict;
pub mod field;
pub mod leave_question;
pub mod payment_methods;
pub mod save_line;
pub mod section;
pub mod summary;
pub mod title;

pub use banners::{SessionBanners, trouble};
pub use conflict::ConflictQuestion;
pub use field::EditedField;
pub use leave_question::LeaveQuestion;
pub use payment_methods::SavedPaymentMethods;
pub use save_line::{SaveLine, Voice};
pub use section::EditableSection;
pub use summary::Summary;
pub use title::follow_title;
