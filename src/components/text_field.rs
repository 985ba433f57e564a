//! One field of the contract: label, hint, input, counter, what is wrong with it, and whether it is saved.
//!
//! It owns markup and ARIA. What is wrong, and when to say so, comes in from outside.

use cyrexa_contract::Field;
use cyrexa_editor::FieldView;
use leptos::either::Either;
use leptos::prelude::*;

use super::counter::Counter;
use super::status_chip::StatusChip;
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
        // `type=email` for the keyboard and autofill; the form is `novalidate`, the verdict is the contract's.
        Field::Email => Traits {
            autocomplete: "email",
            inputmode: "email",
            dir: "ltr",
            kind: "email",
        },
        Field::Address => text_traits("billing street-address"),
        Field::Phone => Traits {
            autocomplete: "tel",
            inputmode: "tel",
            dir: "ltr",
            kind: "tel",
        },
        Field::MemberId => text_traits("off"),
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

/// The id of a field's input: the error summary links to it.
#[must_use]
pub fn input_id(field: Field) -> String {
    format!("field-{}", field.key())
}

/// `view` says everything about the field now. No `maxlength`: it counts other units than the contract, and it cuts
/// what people paste.
#[component]
pub fn TextField(
    field: Field,
    #[prop(into)] view: Signal<FieldView>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = input_id(field);
    let part = |name: &str| format!("{id}-{name}");
    let (hint, error, status) = (part("hint"), part("error"), part("status"));
    let described = format!("{hint} {status} {error}");
    let label = i18n.words(move |m| m.label(field).to_owned());
    let hint_words = i18n.words(move |m| m.field(field).hint.to_owned());
    let value = Signal::derive(move || view.with(|v| v.text.clone()));
    let is_invalid = Signal::derive(move || view.with(|v| v.violation.is_some()));
    let complaint = i18n.words(move |m| {
        view.with(|v| {
            v.violation
                .as_ref()
                .map(|violation| m.violation(violation))
                .unwrap_or_default()
        })
    });
    let prefix = i18n.words(move |m| {
        if is_invalid.get() {
            format!("{} ", m.error_prefix)
        } else {
            String::new()
        }
    });
    let used = Signal::derive(move || view.with(|v| v.count));
    let about = traits(field);
    let required = field.is_required().then_some("true");
    let invalid = move || is_invalid.get().then_some("true");
    let blurred = move |_| {
        if let Some(on_blur) = on_blur {
            on_blur.run(());
        }
    };
    let input = if field.is_multiline() {
        Either::Left(view! {
            <textarea
                class="input"
                id=id.clone()
                name=field.key()
                rows="4"
                dir=about.dir
                autocomplete=about.autocomplete
                aria-describedby=described
                aria-required=required
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                on:blur=blurred
            />
        })
    } else {
        Either::Right(view! {
            <input
                class="input"
                type=about.kind
                id=id.clone()
                name=field.key()
                dir=about.dir
                inputmode=about.inputmode
                autocomplete=about.autocomplete
                aria-describedby=described
                aria-required=required
                aria-invalid=invalid
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                on:blur=blurred
            />
        })
    };
    view! {
        <div class="field" class:field-invalid=is_invalid>
            <div class="field-head">
                <label for=id.clone()>
                    {label}
                    {(!field.is_required())
                        .then(|| view! { " "<span class="field-optional">{i18n.text(|m| m.optional)}</span> })}
                </label>
                <StatusChip status=Signal::derive(move || view.with(|v| v.status)) id=status/>
            </div>
            <p class="field-hint" id=hint>{hint_words}</p>
            {input}
            <div class="field-foot">
                <p class="field-error" id=error>
                    <span class="visually-hidden">{prefix}</span>
                    {complaint}
                </p>
                <Counter used max=field.max_length()/>
            </div>
        </div>
    }
}
