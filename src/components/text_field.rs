//! One field of the contract: label, hint, input, counter, what is wrong with it, and whether it is saved.
//!
//! It owns markup and ARIA. What is wrong, and when to say so, comes in from outside.

use cyrexa_contract::Field;
use cyrexa_editor::{FieldStatus, FieldView, Why};
use cyrexa_view::{El, el, text, use_root};

use super::counter::counter;
use super::status_chip;
use crate::browser::page::has_left;
use crate::browser::pasting;
use crate::i18n::use_i18n;

/// What the browser should know of a field: WHATWG autofill, keyboard, direction, input type.
struct Traits {
    autocomplete: &'static str,
    inputmode: &'static str,
    dir: &'static str,
    kind: &'static str,
}

/// Free text takes its direction from its first letter; addresses of machines run left to right everywhere.
const fn traits(field: Field) -> Traits {
    match field {
        Field::Name => text_traits("name"),
        // No `type=email`: under it browsers rewrite an international domain, `ß` to `ss`, which is another
        // one.
        Field::Email => Traits {
            autocomplete: "email",
            inputmode: "email",
            dir: "ltr",
            kind: "text",
        },
        Field::Address => text_traits("billing street-address"),
        Field::Phone => Traits {
            autocomplete: "tel",
            inputmode: "tel",
            dir: "ltr",
            kind: "tel",
        },
        _ => text_traits("off"),
    }
}

const fn text_traits(autocomplete: &'static str) -> Traits {
    Traits {
        autocomplete,
        inputmode: "text",
        dir: "auto",
        kind: "text",
    }
}

/// The name of a field's input in its root's ids: the error summary links to it.
#[must_use]
pub fn input_id(field: Field) -> String {
    ["field-", field.key()].concat()
}

/// `view` says everything about the field now. No `maxlength`: it counts other units than the contract, and
/// it cuts what people paste.
#[must_use]
pub fn text_field(
    field: Field,
    view: impl Fn() -> FieldView + Copy + Send + Sync + 'static,
    on_input: impl Fn(String) + 'static,
    on_blur: impl Fn() + 'static,
) -> El {
    let i18n = use_i18n();
    let id = use_root().id(&input_id(field));
    let part = |name: &str| [&id, name].concat();
    let (hint, error, status) = (part("-hint"), part("-error"), part("-status"));
    let is_taken = move || field == Field::Email && view().status == FieldStatus::NotSaved(Why::Duplicate);
    let is_invalid = move || view().violation.is_some() || is_taken();
    let complaint = i18n.words(move |m| match view().violation {
        Some(violation) => m.violation(&violation),
        None if is_taken() => m.duplicate.title.to_owned(),
        None => String::new(),
    });
    let prefix = i18n.words(move |m| {
        if is_invalid() {
            [m.error_prefix, " "].concat()
        } else {
            String::new()
        }
    });

    let label = el("label")
        .part("label")
        .attr("for", &id)
        .span(i18n.words(move |m| m.label(field).to_owned()));
    let label = if field.is_required() {
        label
    } else {
        label.text(" ").child(
            el("span")
                .class("field-optional")
                .bind_text(i18n.text(|m| m.optional)),
        )
    };
    let input = input(field)
        .attr("id", &id)
        .attr("aria-describedby", &[&*hint, &status, &error].join(" "))
        .bind_flag("aria-invalid", is_invalid)
        .on("paste", move |event| pasting::paste_as_seen(field, event))
        .on("beforeinput", move |event| pasting::drop_as_seen(field, event))
        // Before the form reads it.
        .on("input", move |event| pasting::fill_as_seen(field, event))
        .bind_input(text(move || view().text), on_input)
        .on("blur", move |event| {
            // A window that loses focus fires it too: the person comes back to the caret where it was.
            if has_left(&event) {
                on_blur();
            }
        });
    let error = el("p")
        .class("field-error")
        .part("error")
        .attr("id", &error)
        .child(el("span").class("visually-hidden").bind_text(prefix))
        .span(complaint);
    let chip = status_chip(move || view().status).attr("id", &status);
    let hint = el("p").class("field-hint").part("hint").attr("id", &hint);
    el("div")
        .class("field")
        .part("field")
        .bind_class("field-invalid", is_invalid)
        .child(el("div").class("field-head").child(label).child(chip))
        .child(hint.bind_text(i18n.words(move |m| m.field(field).hint.to_owned())))
        .child(input)
        .child(
            el("div")
                .class("field-foot")
                .child(error)
                .children(counter(move || view().count, field.max_length())),
        )
}

fn input(field: Field) -> El {
    let about = traits(field);
    let input = if field.is_multiline() {
        el("textarea").attr("rows", "4")
    } else {
        el("input")
            .attr("type", about.kind)
            .attr("inputmode", about.inputmode)
    };
    let input = input
        .class("input")
        .part("input")
        .attr("name", field.key())
        .attr("dir", about.dir)
        .attr("autocomplete", about.autocomplete);
    // What `type=email` would have said.
    let input = if field == Field::Email {
        input.attr("spellcheck", "false").attr("autocapitalize", "off")
    } else {
        input
    };
    if field.is_required() {
        input.attr("aria-required", "true")
    } else {
        input
    }
}
