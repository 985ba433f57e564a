//! A part of the profile: read at rest, edited in place. The focus goes into the form when it opens and back to the
//! edit button when it closes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{ButtonKind, button_with_detail, card_with_action};
use crate::dom::{El, Text, el};
use crate::i18n::use_i18n;

/// `rest` and `edit` are drawn afresh each time the section changes between them. The id is unique on the page.
#[must_use]
pub fn section(
    id: &'static str,
    title: Text,
    is_editing: Signal<bool>,
    on_edit: impl Fn() + Copy + 'static,
    rest: impl Fn() -> El + 'static,
    edit: impl Fn() -> El + 'static,
) -> El {
    let i18n = use_i18n();
    let editing = Memo::new(move |_| is_editing.get());
    let at_first = editing.get_untracked();
    Effect::new(move |before: Option<bool>| {
        let now = editing.get();
        if before.unwrap_or(at_first) != now {
            // The new content is in the document only after this run of effects.
            request_animation_frame(move || focus_first(id, if now { ".input" } else { ".card-head button" }));
        }
        now
    });
    let action = el("div").maybe(move || {
        (!editing.get())
            .then(|| button_with_detail(ButtonKind::Quiet, i18n.text(|m| m.edit), title, on_edit))
    });
    card_with_action(id, title, Some(action)).dynamic(move || vec![if editing.get() { edit() } else { rest() }])
}

fn focus_first(section: &str, selector: &str) {
    let found = document().query_selector(&format!("#{section} {selector}")).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Only an element outside the document cannot take the focus.
        let _ = element.focus();
    }
}
