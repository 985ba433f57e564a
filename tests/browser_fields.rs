//! Fields and their errors, as a person meets them.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use browser_support::*;
use cyrexa_contract::{Field, Reason, Violation};
use cyrexa_editor::{FieldStatus, FieldView, Why};
use cyrexa_profile::components::{error_summary, text_field};
use cyrexa_profile::i18n::Locale;
use cyrexa_view::{El, el};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn field(view: RwSignal<FieldView>, field: Field) -> El {
    let on_input = move |text: String| view.update(|view| view.text = text);
    text_field(field, of(view), on_input, || ())
}

#[wasm_bindgen_test]
async fn a_field_is_named_by_its_label_and_described_by_hint_and_error() {
    let view = RwSignal::new(refused(Field::Email, "ana@", Reason::Format));
    let screen = show(move || field(view, Field::Email));
    let input = screen.role("textbox", "Email address");
    assert_eq!(
        description_of(&input),
        "For example, name@example.com. Error: Enter an email address in the form name@example.com"
    );
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(input.get_attribute("aria-required").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_field_that_is_put_right_is_no_longer_called_wrong() {
    let view = RwSignal::new(refused(Field::Name, "", Reason::Required));
    let screen = show(move || field(view, Field::Name));
    assert!(screen.sees("Enter your full name"));
    view.set(field_view(Field::Name, "Ana"));
    frame().await;
    let input = screen.role("textbox", "Full name");
    assert_eq!(input.get_attribute("aria-invalid"), None);
    assert_eq!(description_of(&input), "As you want it on receipts and invoices.");
    assert_eq!(value_of(&input), "Ana");
}

#[wasm_bindgen_test]
async fn optional_fields_say_so() {
    for (which, name) in [
        (Field::Address, "Billing address (optional)"),
        (Field::Phone, "Phone number (optional)"),
        (Field::MemberId, "Member number (optional)"),
    ] {
        let view = RwSignal::new(field_view(which, ""));
        let screen = show(move || field(view, which));
        assert_eq!(screen.role("textbox", name).get_attribute("aria-required"), None);
    }
}

#[wasm_bindgen_test]
async fn the_browser_is_told_what_each_field_is_and_never_cuts_what_is_typed() {
    for (which, name, autocomplete, dir) in [
        (Field::Name, "Full name", "name", "auto"),
        (Field::Email, "Email address", "email", "ltr"),
        (
            Field::Address,
            "Billing address (optional)",
            "billing street-address",
            "auto",
        ),
        (Field::Phone, "Phone number (optional)", "tel", "ltr"),
        (Field::MemberId, "Member number (optional)", "off", "auto"),
    ] {
        let view = RwSignal::new(field_view(which, ""));
        let screen = show(move || field(view, which));
        let input = screen.role("textbox", name);
        assert_eq!(
            input.get_attribute("autocomplete").as_deref(),
            Some(autocomplete),
            "{name}"
        );
        assert_eq!(input.get_attribute("dir").as_deref(), Some(dir), "{name}");
        assert_eq!(input.get_attribute("maxlength"), None, "{name}");
        assert_eq!(input.get_attribute("style"), None, "{name}");
    }
}

#[wasm_bindgen_test]
async fn typing_and_leaving_are_told_in_order() {
    let told = RwSignal::new(Vec::<String>::new());
    let view = RwSignal::new(field_view(Field::Name, ""));
    let screen = show(move || {
        let on_input = move |text: String| told.update(|told| told.push(text));
        let on_blur = move || told.update(|told| told.push("left".to_owned()));
        text_field(Field::Name, of(view), on_input, on_blur)
    });
    let input = screen.role("textbox", "Full name");
    input.focus().unwrap();
    screen.type_into("Full name", " Ana ");
    input.blur().unwrap();
    until("leaving is told", || told.with_untracked(|told| told.len() == 2)).await;
    assert_eq!(told.get_untracked(), [" Ana ", "left"]);
}

#[wasm_bindgen_test]
async fn the_counter_is_shown_always_and_spoken_near_the_limit() {
    let view = RwSignal::new(field_view(Field::Name, ""));
    let screen = show(move || field(view, Field::Name));
    for (length, spoken) in [
        (0, ""),
        (12, ""),
        (89, ""),
        (90, "10 characters left"),
        (91, "10 characters left"),
        (95, "5 characters left"),
        (100, "0 characters left"),
        (101, "5 characters too many"),
        (131, "35 characters too many"),
    ] {
        view.set(field_view(Field::Name, &"a".repeat(length)));
        frame().await;
        let counter = &screen.all(".counter")[0];
        assert_eq!(counter.text_content().unwrap(), format!("{length}/100"));
        assert_eq!(counter.get_attribute("aria-hidden").as_deref(), Some("true"));
        assert_eq!(name_of(&screen.all("[role=status]")[0]), spoken, "{length}");
    }
}

#[wasm_bindgen_test]
async fn a_field_says_what_became_of_its_change() {
    let view = RwSignal::new(field_view(Field::Phone, "+44 20 7946 0018"));
    let screen = show(move || field(view, Field::Phone));
    for (status, words) in [
        (FieldStatus::Clean, ""),
        (FieldStatus::Unsaved, "Not saved yet"),
        (FieldStatus::Saving, "Saving…"),
        (FieldStatus::Saved, "Saved"),
        (FieldStatus::NotSaved(Why::Offline), "Not saved: you are offline"),
        (FieldStatus::NotSaved(Why::Invalid), "Not saved"),
    ] {
        view.update(|view| view.status = status);
        frame().await;
        assert_eq!(screen.all(".chip")[0].text_content().unwrap(), words);
        assert!(description_of(&screen.role("textbox", "Phone number (optional)")).contains(words));
    }
}

#[wasm_bindgen_test]
async fn changing_the_language_keeps_the_field_and_what_is_typed() {
    let view = RwSignal::new(refused(
        Field::Name,
        "Ana",
        Reason::TooLong {
            max: 100,
            actual: 131,
        },
    ));
    let screen = show(move || field(view, Field::Name));
    let before = screen.role("textbox", "Full name");
    screen.i18n.set_locale(Locale::Ar);
    frame().await;
    let after = screen.role("textbox", "الاسم الكامل");
    assert!(before.is_same_node(Some(&after)));
    assert_eq!(value_of(&after), "Ana");
    assert!(screen.sees("أدخل 100 حرف على الأكثر؛ عدد ما كتبته 131"));
    let root = document().document_element().unwrap();
    assert_eq!(root.get_attribute("dir").as_deref(), Some("rtl"));
    assert_eq!(root.get_attribute("lang").as_deref(), Some("ar"));
}

fn name_is_missing() -> Violation {
    Violation {
        field: Field::Name,
        reason: Reason::Required,
    }
}

#[wasm_bindgen_test]
async fn the_summary_takes_the_focus_and_leads_to_the_field() {
    let violations = RwSignal::new(Vec::new());
    let attempts = RwSignal::new(0usize);
    let view = RwSignal::new(field_view(Field::Name, ""));
    let screen = show(move || {
        el("div")
            .child(error_summary(of(violations), attempts))
            .child(field(view, Field::Name))
    });
    frame().await;
    assert!(screen.find_role("alert", "Please check these details").is_none());

    violations.set(vec![name_is_missing()]);
    attempts.set(1);
    until("the summary has the focus", || {
        let summary = screen.find_role("alert", "Please check these details");
        summary.is_some_and(|summary| has_focus(&summary))
    })
    .await;

    let address = location().href().unwrap();
    screen.click("link", "Enter your full name");
    assert!(has_focus(&screen.role("textbox", "Full name")));
    assert_eq!(location().href().unwrap(), address);
}

#[wasm_bindgen_test]
async fn a_violation_that_comes_while_typing_does_not_take_the_focus() {
    for (attempts, is_summed_up) in [(0, false), (1, true)] {
        let violations = RwSignal::new(Vec::new());
        let view = RwSignal::new(field_view(Field::Name, ""));
        let screen = show(move || {
            el("div")
                .child(error_summary(of(violations), RwSignal::new(attempts)))
                .child(field(view, Field::Name))
        });
        let input = screen.role("textbox", "Full name");
        input.focus().unwrap();
        violations.set(vec![name_is_missing()]);
        frame().await;
        frame().await;
        let summary = screen.find_role("alert", "Please check these details");
        assert_eq!(summary.is_some(), is_summed_up);
        assert!(has_focus(&input));
    }
}

/// What a page translator does: in place of every text stand two `<font>` elements.
fn translate(root: &JsValue) {
    let script = "
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
        for (const text of texts) {
            const [outer, inner] = [document.createElement('font'), document.createElement('font')];
            inner.textContent = '«' + text.data + '»';
            outer.append(inner);
            text.replaceWith(outer);
        }";
    js_sys::Function::new_with_args("root", script)
        .call1(&JsValue::NULL, root)
        .unwrap();
}

#[wasm_bindgen_test]
async fn an_error_that_is_mended_goes_in_a_translated_page_too() {
    let view = RwSignal::new(refused(Field::Phone, "12ab", Reason::Format));
    let screen = show(move || text_field(Field::Phone, of(view), |_| (), || ()));
    translate(&screen.all("div")[0]);
    view.set(field_view(Field::Phone, "+44 20 7946 0018"));
    view.update(|view| view.status = FieldStatus::Unsaved);
    frame().await;
    assert_eq!(screen.all(".field-error")[0].text_content().unwrap(), "");
    assert_eq!(screen.all(".chip")[0].text_content().unwrap(), "Not saved yet");
    assert!(screen.sees("«Phone number»"));
}
