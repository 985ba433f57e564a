//! The shape of what is still loading.

use leptos::prelude::*;

use crate::i18n::use_i18n;

/// Grey lines for the eye, a sentence for the ear.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="skeleton">
            <span class="visually-hidden" role="status">{i18n.text(|m| m.loading)}</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line" aria-hidden="true"/> }).collect_view()}
        </div>
    }
}
