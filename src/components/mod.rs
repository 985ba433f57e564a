//! What is drawn. Components take signals and callbacks: no fetch, no storage, no rule, no clock. Each renders in a
//! test from literals alone, under an [`crate::i18n::I18n`].

pub mod banner;
pub mod button;
pub mod card;
pub mod completeness;
pub mod confirm_dialog;
pub mod conflict_dialog;
pub mod counter;
pub mod dialog;
pub mod error_summary;
pub mod facts;
pub mod live_region;
pub mod page_header;
pub mod payment_methods;
pub mod save_bar;
pub mod save_status;
pub mod section;
pub mod skeleton;
pub mod status_chip;
pub mod steps;
pub mod text_field;
pub mod trouble;
pub mod visually_hidden;

use leptos::prelude::{Signal, document};
use wasm_bindgen::JsCast;

pub use banner::{Banner, Tone};
pub use button::{Button, ButtonKind};
pub use card::Card;
pub use completeness::Completeness;
pub use confirm_dialog::ConfirmDialog;
pub use conflict_dialog::ConflictDialog;
pub use dialog::Dialog;
pub use error_summary::ErrorSummary;
pub use facts::{Fact, Facts, FieldFact};
pub use live_region::LiveRegion;
pub use page_header::{PageHeader, SkipLink, Theme};
pub use payment_methods::{PaymentMethodList, PaymentMethods, YearMonth};
pub use save_bar::SaveBar;
pub use save_status::SaveStatus;
pub use section::Section;
pub use skeleton::Skeleton;
pub use status_chip::StatusChip;
pub use steps::{STEPS, Steps};
pub use text_field::{TextField, input_id};
pub use trouble::{EmptyState, Trouble, TroublePanel};
pub use visually_hidden::VisuallyHidden;

/// Text on the screen. One type for all of it, so that all of it shares one piece of compiled code.
pub type Text = Signal<String>;

/// Gives the focus to an element of the page, if it is there.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Only an element that cannot have the focus refuses it.
        let _ = element.focus();
    }
}
