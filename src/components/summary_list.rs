//! A summary list: names and values that are read, not edited, as a description list.

use cyrexa_contract::Field;
use cyrexa_editor::FieldView;
use cyrexa_view::{El, el, text};
use leptos::prelude::*;

use super::{ButtonKind, button_with_detail, status_chip};
use crate::i18n::use_i18n;

/// The list around [`summary_row`]s and [`field_row`]s.
#[must_use]
pub fn summary_list(children: Vec<El>) -> El {
    el("dl").class("summary-list").children(children)
}

/// One name and value; an empty value says so. `ltr`: a number, an e-mail address, left to right in every
/// language.
#[must_use]
pub fn summary_row(label: TextProp, value: TextProp, ltr: bool) -> El {
    bare(label, value, ltr, None)
}

/// A field of the contract as a row, with what became of its change.
#[must_use]
pub fn field_row(field: Field, view: impl Fn() -> FieldView + Copy + Send + Sync + 'static) -> El {
    of_field(field, view, None)
}

/// The same with a link that leads to editing it.
#[must_use]
pub fn field_row_to_change(
    field: Field,
    view: impl Fn() -> FieldView + Copy + Send + Sync + 'static,
    on_change: impl Fn() + 'static,
) -> El {
    let i18n = use_i18n();
    let label = i18n.words(move |m| m.label(field).to_owned());
    of_field(
        field,
        view,
        Some(button_with_detail(
            ButtonKind::Link,
            i18n.text(|m| m.change),
            label,
            on_change,
        )),
    )
}

fn of_field(
    field: Field,
    view: impl Fn() -> FieldView + Copy + Send + Sync + 'static,
    action: Option<El>,
) -> El {
    let label = use_i18n().words(move |m| m.label(field).to_owned());
    let ltr = matches!(field, Field::Email | Field::Phone);
    let chip = status_chip(move || view().status);
    bare(label, text(move || view().text), ltr, Some((chip, action)))
}

fn bare(label: TextProp, value: TextProp, ltr: bool, beside: Option<(El, Option<El>)>) -> El {
    let i18n = use_i18n();
    let given = value.clone();
    let is_given = move || !given.get().trim().is_empty();
    let words = {
        let is_given = is_given.clone();
        i18n.words(move |m| {
            if is_given() {
                value.get().into()
            } else {
                m.not_given.to_owned()
            }
        })
    };
    let shown = el("bdi").class("summary-value").bind_text(words);
    let is_absent = is_given.clone();
    let shown = shown.bind_class("muted", move || !is_absent());
    let shown = if ltr {
        shown.bind_attr("dir", move || is_given().then(|| "ltr".to_owned()))
    } else {
        shown
    };
    let mut described = el("dd").child(shown);
    if let Some((chip, action)) = beside {
        described = described.child(chip).children(action);
    }
    el("div")
        .class("summary-row")
        .child(el("dt").bind_text(label))
        .child(described)
}
