//! A section of the profile, shown or edited in place. The focus goes into the form when it opens and back
//! to the edit button when it closes.

use cyrexa_view::{El, effect, el, use_root};
use leptos::prelude::*;

use super::{ButtonKind, button_with_detail, card_with_action};
use crate::i18n::use_i18n;

/// `rest` and `edit` are redrawn each time the section changes between them. The id is unique on the
/// page.
#[must_use]
pub fn section(
    id: &'static str,
    title: TextProp,
    is_editing: impl Fn() -> bool + Copy + Send + Sync + 'static,
    on_edit: impl Fn() + Copy + Send + Sync + 'static,
    rest: impl Fn() -> El + 'static,
    edit: impl Fn() -> El + 'static,
) -> El {
    let (i18n, root) = (use_i18n(), use_root());
    let mut before = untrack(is_editing);
    effect(move || {
        let now = is_editing();
        if before != now {
            before = now;
            // The new content is in the document only after this run of effects.
            request_animation_frame(move || {
                if !root.is_typing() {
                    let what = if now { " .input" } else { " .card-head button" };
                    root.focus_first(&["#", &root.id(id), what].concat());
                }
            });
        }
    });
    let name = title.clone();
    let action = el("div").when(
        move || !is_editing(),
        move || button_with_detail(ButtonKind::Quiet, i18n.text(|m| m.edit), name.clone(), on_edit),
    );
    card_with_action(id, title, Some(action)).keyed(is_editing, move |is_editing| {
        vec![if *is_editing { edit() } else { rest() }]
    })
}
