//! Everything that is wrong, in one list above the form (the GOV.UK pattern). It takes the focus after an attempt to
//! go on, and each entry leads to its field.

use cyrexa_contract::{Field, Violation};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::text_field::input_id;
use crate::i18n::use_i18n;

const ID: &str = "error-summary";

/// `attempts` counts attempts to save or to go on: each takes the focus here, when something is wrong.
#[component]
pub fn ErrorSummary(
    #[prop(into)] violations: Signal<Vec<Violation>>,
    #[prop(into)] attempts: Signal<usize>,
) -> impl IntoView {
    let i18n = use_i18n();
    Effect::new(move |before: Option<usize>| {
        let now = attempts.get();
        if before.is_some_and(|before| before != now) {
            // The summary may be drawn only after this run of effects.
            request_animation_frame(|| super::focus(ID));
        }
        now
    });
    let entries = move || {
        violations
            .get()
            .into_iter()
            .map(|violation| {
                let field = violation.field;
                let words = i18n.words(move |m| m.violation(&violation));
                view! {
                    <li>
                        <a href=format!("#{}", input_id(field)) on:click=move |event| go_to(&event, field)>
                            {words}
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    let is_needed = Memo::new(move |_| violations.with(|all| !all.is_empty()));
    move || {
        is_needed.get().then(|| {
            view! {
                <div class="error-summary" id=ID role="alert" tabindex="-1" aria-labelledby="error-summary-heading">
                    <h2 id="error-summary-heading">{i18n.text(|m| m.summary_heading)}</h2>
                    <ul>{entries}</ul>
                </div>
            }
        })
    }
}

/// Focuses the field instead of following the link: the address stays, and the router never sees it.
fn go_to(event: &MouseEvent, field: Field) {
    event.prevent_default();
    event.stop_propagation();
    super::focus(&input_id(field));
}
