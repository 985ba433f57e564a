//! What has become of one field's change. Its room is reserved, so that nothing jumps when it comes and goes.

use cyrexa_editor::FieldStatus;
use leptos::prelude::*;

use crate::i18n::use_i18n;

/// The value of `data-status`, for the style sheet.
const fn name(status: FieldStatus) -> &'static str {
    match status {
        FieldStatus::Clean => "clean",
        FieldStatus::Unsaved => "unsaved",
        FieldStatus::Saving => "saving",
        FieldStatus::Saved => "saved",
        FieldStatus::NotSaved(_) => "not-saved",
    }
}

/// Not a live region: the page has one for the whole (`LiveRegion`), and two voices would talk at once.
#[component]
pub fn StatusChip(
    #[prop(into)] status: Signal<FieldStatus>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = i18n.words(move |m| m.field_status(status.get()));
    view! { <span class="chip" id=id data-status=move || name(status.get())>{words}</span> }
}
