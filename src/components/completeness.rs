//! How much of the profile is filled in.

use cyrexa_contract::Field;
use cyrexa_editor::FieldSet;
use cyrexa_view::{El, el, use_root};

use crate::i18n::use_i18n;

/// A progress bar, its value in words, and the first missing field.
#[must_use]
pub fn completeness(missing: impl Fn() -> FieldSet + Copy + Send + Sync + 'static) -> El {
    let i18n = use_i18n();
    let all = Field::ALL.len();
    let done = move || (all - missing().len()).to_string();
    let value = i18n.words(move |m| {
        m.completeness_value
            .fill(&[("done", &done()), ("all", &all.to_string())])
    });
    let next = i18n.words(move |m| match missing().iter().next() {
        Some(field) => m.completeness_next.fill(&[("field", m.label(field))]),
        None => m.completeness_full.to_owned(),
    });
    let id = use_root().id("completeness-label");
    let label = el("span")
        .attr("id", &id)
        .bind_text(i18n.text(|m| m.completeness));
    let spoken = value.clone();
    let bar = el("progress")
        .attr("aria-labelledby", &id)
        .attr("max", &all.to_string())
        .bind_attr("value", move || Some(done()))
        .bind_attr("aria-valuetext", move || Some(spoken.get().into()));
    el("div")
        .class("completeness")
        .child(
            el("p")
                .class("completeness-head")
                .child(label)
                .child(el("span").class("muted").bind_text(value)),
        )
        .child(bar)
        .child(el("p").class("muted").bind_text(next))
}
