//! What is known, at rest: names and values as a description list.

use cyrexa_contract::Field;
use cyrexa_editor::FieldView;
use leptos::prelude::*;

use super::{ButtonKind, button_with_detail, status_chip};
use crate::dom::{El, Text, el};
use crate::i18n::use_i18n;

/// The list around [`fact`]s and [`field_fact`]s.
#[must_use]
pub fn facts(children: Vec<El>) -> El {
    el("dl").class("facts").children(children)
}

/// One name and value; an empty value says so. `ltr`: a number, an e-mail address, left to right in every language.
#[must_use]
pub fn fact(label: Text, value: Text, ltr: bool) -> El {
    bare(label, value, ltr, None)
}

/// A field of the contract as a fact, with what became of its change.
#[must_use]
pub fn field_fact(field: Field, view: Signal<FieldView>) -> El {
    of_field(field, view, None)
}

/// The same with a link that leads to editing it.
#[must_use]
pub fn field_fact_to_change(field: Field, view: Signal<FieldView>, on_change: impl Fn() + 'static) -> El {
    let i18n = use_i18n();
    let label = i18n.words(move |m| m.label(field).to_owned());
    of_field(field, view, Some(button_with_detail(ButtonKind::Link, i18n.text(|m| m.change), label, on_change)))
}

fn of_field(field: Field, view: Signal<FieldView>, action: Option<El>) -> El {
    let label = use_i18n().words(move |m| m.label(field).to_owned());
    let value = Signal::derive(move || view.with(|v| v.text.clone()));
    let chip = status_chip(Signal::derive(move || view.with(|v| v.status)));
    let ltr = matches!(field, Field::Email | Field::Phone);
    bare(label, value, ltr, Some((chip, action)))
}

fn bare(label: Text, value: Text, ltr: bool, beside: Option<(El, Option<El>)>) -> El {
    let i18n = use_i18n();
    let is_given = move || value.with(|text| !text.trim().is_empty());
    let words = i18n.words(move |m| if is_given() { value.get() } else { m.not_given.to_owned() });
    let shown = el("bdi")
        .class("fact-value")
        .class_if("muted", move || !is_given())
        .bind("dir", move || (ltr && is_given()).then(|| "ltr".to_owned()))
        .words(words);
    let mut described = el("dd").child(shown);
    if let Some((chip, action)) = beside {
        described = described.child(chip).children(action);
    }
    el("div").class("fact").child(el("dt").words(label)).child(described)
}
