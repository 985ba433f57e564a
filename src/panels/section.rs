//! A section of the profile, shown or edited in place.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldSet, FieldStatus, Session, Why};
use cyrexa_view::{El, effect, el, use_root};
use leptos::prelude::*;

use super::field::edited_field;
use crate::components::{
    Question, card, confirm_dialog, error_summary, field_row, save_bar, section, summary_list,
};
use crate::i18n::use_i18n;
use crate::state::Editing;

/// Its fields, in the order they are shown; those that are `fixed` are only shown. A save closes it at once;
/// what the gateway refuses opens it again.
#[must_use]
pub fn editable_section(
    editing: Editing,
    id: &'static str,
    title: TextProp,
    fields: &'static [Field],
    fixed: FieldSet,
) -> El {
    let (i18n, root) = (use_i18n(), use_root());
    let is_editing = RwSignal::new(false);
    let asks = RwSignal::new(false);
    let attempts = RwSignal::new(0_usize);

    let mut was_refused = false;
    effect(move || {
        let is_refused = editing.with(|session| is_any(session, fields, is_refused));
        if is_refused && !was_refused {
            is_editing.set(true);
        }
        was_refused = is_refused;
    });
    let close = move || {
        attempts.set(0);
        is_editing.set(false);
    };
    let save = move || {
        let goes_on = editing.save();
        attempts.update(|n| *n += 1);
        if goes_on && !editing.with_untracked(|session| is_any_invalid(session, fields)) {
            close();
        }
    };
    let cancel = move || {
        root.read_inputs();
        if editing.with_untracked(|session| is_any(session, fields, is_unconfirmed)) {
            asks.set(true);
        } else {
            close();
        }
    };
    let rest = move || {
        summary_list(
            fields
                .iter()
                .map(|field| field_row(*field, move || editing.field(*field)))
                .collect(),
        )
    };
    let named = title.clone();
    let edit = move || {
        let name = named.clone();
        el("form")
            .attr("novalidate", "")
            .bind_attr("aria-label", move || Some(name.get().into()))
            .on("submit", move |event| {
                event.prevent_default();
                root.read_inputs();
                save();
            })
            .child(error_summary(move || editing.with(Session::violations), attempts))
            .children(fields.iter().map(|field| {
                if fixed.contains(*field) {
                    summary_list(vec![field_row(*field, move || editing.field(*field))])
                } else {
                    edited_field(editing, *field)
                }
            }))
            .child(save_bar(|| false, cancel))
    };
    let question = Question {
        title: i18n.text(|m| m.discard_question.title),
        body: i18n.text(|m| m.discard_question.body),
        confirm: i18n.text(|m| m.discard_confirm),
        stay: i18n.text(|m| m.discard_keep),
    };
    let discard = move || {
        asks.set(false);
        close();
        editing.dispatch(Event::Discard);
    };
    if fields.iter().all(|field| fixed.contains(*field)) {
        return card(id, title).child(rest());
    }
    section(
        id,
        title,
        move || is_editing.get(),
        move || is_editing.set(true),
        rest,
        edit,
    )
    .child(confirm_dialog(
        &["discard-", id].concat(),
        move || asks.get(),
        question,
        discard,
        move || asks.set(false),
    ))
}

fn is_any(session: &Session, fields: &[Field], claim: fn(FieldStatus) -> bool) -> bool {
    fields.iter().any(|field| claim(session.field(*field).status))
}

const fn is_refused(status: FieldStatus) -> bool {
    matches!(
        status,
        FieldStatus::NotSaved(Why::Invalid | Why::Duplicate | Why::Refused)
    )
}

const fn is_unconfirmed(status: FieldStatus) -> bool {
    !matches!(status, FieldStatus::Clean | FieldStatus::Saved)
}

fn is_any_invalid(session: &Session, fields: &[Field]) -> bool {
    fields
        .iter()
        .any(|field| session.field(*field).violation.is_some())
}
