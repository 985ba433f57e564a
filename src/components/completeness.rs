//! How much of the profile is filled in.

use cyrexa_contract::Field;
use cyrexa_editor::FieldSet;
use leptos::prelude::*;

use crate::i18n::use_i18n;

/// A meter, its value in words, and what is missing first.
#[component]
pub fn Completeness(#[prop(into)] missing: Signal<FieldSet>) -> impl IntoView {
    let i18n = use_i18n();
    let all = Field::ALL.len();
    let done = Signal::derive(move || all - missing.get().len());
    let value = i18n.words(move |m| {
        let (done, all) = (done.get().to_string(), all.to_string());
        m.completeness_value.fill(&[("done", &done), ("all", &all)])
    });
    let next = i18n.words(move |m| match missing.get().iter().next() {
        Some(field) => m.completeness_next.fill(&[("field", m.label(field))]),
        None => m.completeness_full.to_owned(),
    });
    view! {
        <div class="completeness">
            <p class="completeness-head">
                <span id="completeness-label">{i18n.text(|m| m.completeness)}</span>
                <span class="muted">{value}</span>
            </p>
            <progress
                aria-labelledby="completeness-label"
                aria-valuetext=value
                max=all.to_string()
                value=move || done.get().to_string()
            />
            <p class="muted">{next}</p>
        </div>
    }
}
