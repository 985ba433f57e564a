//! What is known, at rest: names and values as a description list.

use cyrexa_contract::Field;
use cyrexa_editor::{FieldStatus, FieldView};
use leptos::prelude::*;

use super::{Button, ButtonKind, StatusChip, Text};
use crate::i18n::use_i18n;

/// The list around [`Fact`]s and [`FieldFact`]s.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One name and value; an empty value says so.
#[component]
pub fn Fact(
    #[prop(into)] label: Text,
    #[prop(into)] value: Text,
    /// A number, an e-mail address: left to right in every language.
    #[prop(optional)]
    ltr: bool,
    #[prop(optional, into)] status: Option<Signal<FieldStatus>>,
    /// Beside the value.
    #[prop(optional, into)]
    action: Option<ViewFn>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_given = Signal::derive(move || value.with(|text| !text.trim().is_empty()));
    let words = i18n.words(move |m| {
        if is_given.get() {
            value.get()
        } else {
            m.not_given.to_owned()
        }
    });
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>
                <bdi class="fact-value" class:muted=move || !is_given.get() dir=move || (ltr && is_given.get()).then_some("ltr")>
                    {words}
                </bdi>
                {status.map(|status| view! { <StatusChip status/> })}
                {action.map(|action| action.run())}
            </dd>
        </div>
    }
}

/// A field of the contract as a fact, with what became of its change; `on_change` adds a link that leads to editing it.
#[component]
pub fn FieldFact(
    field: Field,
    #[prop(into)] view: Signal<FieldView>,
    #[prop(optional, into)] on_change: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let label = i18n.words(move |m| m.label(field).to_owned());
    let value = Signal::derive(move || view.with(|v| v.text.clone()));
    let status = Signal::derive(move || view.with(|v| v.status));
    let action = move || {
        on_change.map(|on_click| {
            view! { <Button kind=ButtonKind::Link label=i18n.text(|m| m.change) detail=label on_click/> }
        })
    };
    let ltr = matches!(field, Field::Email | Field::Phone);
    view! { <Fact label value ltr status action=action/> }
}
