//! Everything that is wrong, in one list above the form (the GOV.UK pattern). It takes the focus after an
//! attempt to go on, and each entry leads to its field.

use cyrexa_contract::Violation;
use cyrexa_view::{El, effect, el, use_root};
use leptos::prelude::*;

use super::text_field::input_id;
use crate::i18n::use_i18n;

const ID: &str = "error-summary";

/// `attempts` counts attempts to save or to go on: before the first there is nothing to sum up, and each
/// takes the focus here, when something is wrong.
#[must_use]
pub fn error_summary(
    violations: impl Fn() -> Vec<Violation> + Copy + Send + Sync + 'static,
    attempts: RwSignal<usize>,
) -> El {
    let root = use_root();
    let mut before = attempts.get_untracked();
    effect(move || {
        let now = attempts.get();
        if before != now {
            before = now;
            // The summary may be drawn only after this run of effects.
            request_animation_frame(move || {
                root.focus_first(&["#", &root.id(ID), ",.onboarding [aria-invalid]"].concat());
            });
        }
    });
    el("div").when(
        move || attempts.get() > 0 && !violations().is_empty(),
        move || summary(violations),
    )
}

fn summary(violations: impl Fn() -> Vec<Violation> + Copy + Send + Sync + 'static) -> El {
    let (i18n, root) = (use_i18n(), use_root());
    let id = root.id("error-summary-heading");
    let heading = root
        .heading(2)
        .attr("id", &id)
        .bind_text(i18n.text(|m| m.summary_heading));
    el("div")
        .class("error-summary")
        .part("summary")
        .attr("id", &root.id(ID))
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .attr("aria-labelledby", &id)
        .child(heading)
        .child(el("ul").keyed(violations, |all| all.iter().cloned().map(entry).collect()))
}

/// Focuses the field instead of following the link: the address stays, and the router never sees it.
fn entry(violation: Violation) -> El {
    let root = use_root();
    let id = input_id(violation.field);
    let words = use_i18n().words(move |m| m.violation(&violation));
    let link = el("a")
        .attr("href", &["#", &root.id(&id)].concat())
        .bind_text(words)
        .on("click", move |event| {
            event.prevent_default();
            event.stop_propagation();
            root.focus(&id);
        });
    el("li").child(link)
}
