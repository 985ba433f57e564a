//! Components: functions that take signals and callbacks and return an element. No fetch, no storage, no
//! rule, no clock. Each renders in a test from literals alone, under an [`crate::i18n::I18n`].

mod banner;
mod button;
mod card;
mod completeness;
mod confirm_dialog;
mod conflict_dialog;
mod counter;
mod dialog;
mod error_summary;
mod live_region;
mod page_header;
mod payment_methods;
mod save_bar;
mod save_status;
mod section;
mod skeleton;
mod status_chip;
mod steps;
mod summary_list;
mod text_field;
mod trouble;

pub use banner::{Tone, banner};
pub use button::{ButtonKind, button, button_with_detail, submit_button};
pub use card::{card, card_with_action};
pub use completeness::completeness;
pub use confirm_dialog::{Question, confirm_dialog};
pub use conflict_dialog::conflict_dialog;
pub use dialog::dialog;
pub use error_summary::error_summary;
pub use live_region::live_region;
pub use page_header::{Theme, page_header, skip_link};
pub use payment_methods::{PaymentMethodList, YearMonth, payment_methods};
pub use save_bar::save_bar;
pub use save_status::{SaveActions, save_status};
pub use section::section;
pub use skeleton::skeleton;
pub use status_chip::status_chip;
pub use steps::{STEPS, steps};
pub use summary_list::{field_row, field_row_to_change, summary_list, summary_row};
pub use text_field::{input_id, text_field};
pub use trouble::{Trouble, empty_state, trouble_panel};
