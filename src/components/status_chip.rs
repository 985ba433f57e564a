//! What has become of one field's change. Its room is reserved, so that nothing jumps when it comes and goes.

use leptos::prelude::*;

use crate::i18n::use_i18n;

/// How far a typed value got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SaveMark {
    /// Nothing to tell.
    #[default]
    None,
    /// Typed, not sent.
    Unsaved,
    /// On its way.
    Saving,
    /// Confirmed.
    Saved,
    /// Refused or failed; the reason stands at the field.
    NotSaved,
}

impl SaveMark {
    const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unsaved => "unsaved",
            Self::Saving => "saving",
            Self::Saved => "saved",
            Self::NotSaved => "not-saved",
        }
    }
}

/// Not a live region: the page has one for the whole (`SaveStatus`), and two voices would talk at once.
#[component]
pub fn StatusChip(#[prop(into)] mark: Signal<SaveMark>, #[prop(optional, into)] id: String) -> impl IntoView {
    let i18n = use_i18n();
    let words = i18n.words(move |m| {
        match mark.get() {
            SaveMark::None => "",
            SaveMark::Unsaved => m.field_unsaved,
            SaveMark::Saving => m.field_saving,
            SaveMark::Saved => m.field_saved,
            SaveMark::NotSaved => m.field_not_saved,
        }
        .to_owned()
    });
    view! { <span class="chip" id=id data-mark=move || mark.get().name()>{words}</span> }
}
