//! A part of the profile: read at rest, edited in place. The focus goes into the form when it opens and back to the
//! edit button when it closes.

use leptos::either::Either;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Button, Card, Text};
use crate::i18n::use_i18n;

/// `rest` and `edit` are drawn afresh each time the section changes between them.
#[component]
pub fn Section(
    /// Unique on the page.
    id: &'static str,
    #[prop(into)] title: Text,
    #[prop(into)] is_editing: Signal<bool>,
    #[prop(into)] on_edit: Callback<()>,
    #[prop(into)] rest: ViewFn,
    #[prop(into)] edit: ViewFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let editing = Memo::new(move |_| is_editing.get());
    Effect::new(move |before: Option<bool>| {
        let now = editing.get();
        if before.is_some_and(|before| before != now) {
            // The new content is in the document only after this run of effects.
            request_animation_frame(move || {
                focus_first(id, if now { ".input" } else { ".card-head button" })
            });
        }
        now
    });
    let action = move || {
        (!editing.get())
            .then(|| view! { <Button label=i18n.text(|m| m.edit) detail=title on_click=on_edit/> })
    };
    view! {
        <Card id title action=action>
            {move || if editing.get() { Either::Left(edit.run()) } else { Either::Right(rest.run()) }}
        </Card>
    }
}

fn focus_first(section: &str, selector: &str) {
    let found = document()
        .query_selector(&format!("#{section} {selector}"))
        .ok()
        .flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Only an element outside the document cannot take the focus.
        let _ = element.focus();
    }
}
