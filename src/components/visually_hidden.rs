//! Text for those who listen.

use leptos::prelude::*;

use super::Text;

/// Read out, not shown.
#[component]
pub fn VisuallyHidden(#[prop(into)] text: Text) -> impl IntoView {
    view! { <span class="visually-hidden">{text}</span> }
}
