//! A part of the profile, read at rest and edited in place.

use cyrexa_contract::Field;
use cyrexa_editor::{Event, FieldStatus, Session, Why};
use leptos::prelude::*;

use super::field::EditedField;
use super::summary::Summary;
use crate::components::{ConfirmDialog, Facts, FieldFact, SaveBar, Section, Text};
use crate::i18n::use_i18n;
use crate::state::Editing;

/// Its fields, in the order they are shown. A save closes it at once; what the gateway refuses opens it again.
#[component]
pub fn EditableSection(
    id: &'static str,
    /// Of its question before changes are dropped; unique on the page too.
    question_id: &'static str,
    #[prop(into)] title: Text,
    fields: &'static [Field],
) -> impl IntoView {
    let i18n = use_i18n();
    let editing = Editing::of_page();
    let is_editing = RwSignal::new(false);
    let asks = RwSignal::new(false);
    let attempts = RwSignal::new(0_usize);

    let is_refused = editing.memo(move |session| is_any(session, fields, &|status| {
        matches!(status, FieldStatus::NotSaved(Why::Invalid | Why::Duplicate | Why::Refused))
    }));
    Effect::new(move |_| {
        if is_refused.get() {
            is_editing.set(true);
        }
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        editing.dispatch(Event::Save);
        attempts.update(|n| *n += 1);
        if !editing.now(|session| is_any_invalid(session, fields)) {
            is_editing.set(false);
        }
    };
    let drop_changes = move || {
        editing.dispatch(Event::Discard);
        asks.set(false);
        is_editing.set(false);
    };
    let cancel = move |()| {
        if editing.now(|session| is_any(session, fields, &|status| !matches!(status, FieldStatus::Clean | FieldStatus::Saved))) {
            asks.set(true);
        } else {
            is_editing.set(false);
        }
    };
    let rest = move || {
        let facts = fields.iter().map(|field| view! { <FieldFact field=*field view=editing.field(*field)/> }).collect_view();
        view! { <Facts>{facts}</Facts> }
    };
    let edit = move || {
        let inputs = fields.iter().map(|field| view! { <EditedField field=*field/> }).collect_view();
        view! {
            <form novalidate on:submit=save aria-label=title>
                <Summary attempts/>
                {inputs}
                <SaveBar busy=Signal::derive(|| false) on_discard=cancel/>
            </form>
        }
    };
    view! {
        <Section id title is_editing on_edit=move |()| is_editing.set(true) rest edit/>
        <ConfirmDialog
            id=question_id
            open=asks
            title=i18n.text(|m| m.discard_question.title)
            body=i18n.text(|m| m.discard_question.body)
            confirm=i18n.text(|m| m.discard_confirm)
            stay=i18n.text(|m| m.discard_keep)
            on_confirm=move |()| drop_changes()
            on_stay=move |()| asks.set(false)
        />
    }
}

fn is_any(session: &Session, fields: &[Field], claim: &dyn Fn(FieldStatus) -> bool) -> bool {
    fields.iter().any(|field| claim(session.field(*field).status))
}

fn is_any_invalid(session: &Session, fields: &[Field]) -> bool {
    fields.iter().any(|field| session.field(*field).violation.is_some())
}
