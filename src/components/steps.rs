//! How far onboarding has come.

use leptos::prelude::*;

use crate::i18n::use_i18n;

/// How many steps there are: name, contact, address, review.
pub const STEPS: usize = 4;

/// `current` counts from 0.
#[component]
pub fn Steps(#[prop(into)] current: Signal<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let step = move |index: usize| {
        let name = i18n.words(move |m| m.steps[index].name.to_owned());
        let done = i18n.words(move |m| {
            if index < current.get() {
                format!(" ({})", m.step_done)
            } else {
                String::new()
            }
        });
        view! {
            <li class="step" class:step-done=move || index < current.get()
                aria-current=move || (index == current.get()).then_some("step")>
                <span>{name}<span class="visually-hidden">{done}</span></span>
            </li>
        }
    };
    view! {
        <nav class="steps" aria-label=i18n.text(|m| m.steps_label)>
            <p class="muted">{i18n.words(move |m| m.step_of(current.get() + 1, STEPS))}</p>
            <ol>{(0..STEPS).map(step).collect_view()}</ol>
        </nav>
    }
}
