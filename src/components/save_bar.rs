//! The end of a form that edits: save and discard.

use leptos::prelude::*;

use super::{Button, ButtonKind};
use crate::i18n::use_i18n;

/// Stands inside a `<form novalidate>`: save submits it, so that Enter in a field does too.
#[component]
pub fn SaveBar(#[prop(into)] busy: Signal<bool>, #[prop(into)] on_discard: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="save-bar">
            <Button
                kind=ButtonKind::Primary
                submits=true
                busy
                label=i18n.text(|m| m.save)
            />
            <Button label=i18n.text(|m| m.cancel) on_click=on_discard/>
        </div>
    }
}
