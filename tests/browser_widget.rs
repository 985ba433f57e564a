//! What `<cyrexa-customer>` shows and says, in a shadow root and beside another one, before any gateway has
//! answered.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser_support;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use browser_support::{until, value_of};
use cyrexa_messages::{AR, pack};
use cyrexa_profile::widget::Widget;
use js_sys::{Function, JSON};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, Element, HtmlElement, ShadowRootInit, ShadowRootMode};

wasm_bindgen_test_configure!(run_in_browser);

/// An element as `element.js` makes it, and the events that left it.
struct Embedded {
    host: HtmlElement,
    container: HtmlElement,
    heard: Rc<RefCell<Vec<String>>>,
    listeners: Vec<Closure<dyn FnMut(CustomEvent)>>,
}

/// Each has ids of its own, as `view.js` sees to.
static NUMBER: AtomicU32 = AtomicU32::new(0);

const EVENTS: [&str; 4] = ["ready", "change", "validation-error", "error"];

impl Embedded {
    fn new(attributes: &[(&str, &str)]) -> Self {
        let host = html("div");
        let container = html("div");
        for (name, value) in attributes {
            host.set_attribute(name, value).unwrap();
        }
        let root = host
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .unwrap();
        root.append_child(&container).unwrap();
        document().body().unwrap().append_child(&host).unwrap();
        let mut embedded = Self {
            host,
            container,
            heard: Rc::default(),
            listeners: Vec::new(),
        };
        for name in EVENTS {
            embedded.listen(name);
        }
        embedded
    }

    fn listen(&mut self, name: &'static str) {
        let heard = self.heard.clone();
        let listener = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
            let detail = JSON::stringify(&event.detail()).unwrap();
            heard.borrow_mut().push(format!("{name} {detail}"));
        });
        let name = format!("cyrexa-{name}");
        let callback = listener.as_ref().unchecked_ref();
        self.host
            .add_event_listener_with_callback(&name, callback)
            .unwrap();
        self.listeners.push(listener);
    }

    async fn show(&self) -> Widget {
        let packs = format!("return Promise.resolve({:?})", pack(&AR));
        let widget = Widget::new(
            self.host.clone(),
            self.container.clone(),
            Function::new_no_args(&packs),
            format!("widget-{}-", NUMBER.fetch_add(1, Ordering::Relaxed)),
        );
        until("it is drawn", || self.container.first_element_child().is_some()).await;
        widget
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.container.query_selector(selector).unwrap();
        found
            .unwrap_or_else(|| panic!("there is no {selector}"))
            .unchecked_into()
    }

    fn heard(&self) -> Vec<String> {
        self.heard.borrow().clone()
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.host.remove();
    }
}

fn html(tag: &str) -> HtmlElement {
    document().create_element(tag).unwrap().unchecked_into()
}

fn type_into(field: &Element, text: &str) {
    js_sys::Reflect::set(field, &"value".into(), &text.into()).unwrap();
    field
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
}

const CREATE: &[(&str, &str)] = &[("gateway", "/nowhere"), ("mode", "create")];

#[wasm_bindgen_test]
async fn it_says_that_it_is_ready_and_what_field_a_person_changed_and_never_the_text() {
    let embedded = Embedded::new(CREATE);
    let _widget = embedded.show().await;
    until("it is ready", || !embedded.heard().is_empty()).await;
    type_into(&embedded.find("[name=name]"), "Grace Hopper");
    assert_eq!(
        embedded.heard(),
        [r#"ready {"mode":"create"}"#, r#"change {"field":"name"}"#]
    );
}

#[wasm_bindgen_test]
async fn what_a_rule_refuses_is_shown_named_by_code_and_not_sent() {
    let embedded = Embedded::new(CREATE);
    let widget = embedded.show().await;
    assert!(!widget.submit());
    let said = embedded
        .heard()
        .into_iter()
        .find(|event| event.starts_with("validation"));
    assert_eq!(
        said.unwrap(),
        r#"validation-error {"fields":[{"field":"name","code":"required"},{"field":"email","code":"required"}]}"#
    );
    let name = embedded.find("[name=name]");
    until("the field is marked", || name.has_attribute("aria-invalid")).await;
}

#[wasm_bindgen_test]
async fn what_was_typed_is_the_value_until_it_is_dropped() {
    let embedded = Embedded::new(CREATE);
    let widget = embedded.show().await;
    let name = embedded.find("[name=name]");
    type_into(&name, "  Grace ");
    let value = JSON::stringify(&widget.value()).unwrap();
    assert_eq!(
        value,
        r#"{"name":"  Grace ","email":"","address":"","phone":"","memberId":""}"#
    );
    widget.reset();
    until("the text is gone", || value_of(&name).is_empty()).await;
}

#[wasm_bindgen_test]
async fn two_of_them_share_no_id_and_no_text() {
    let (one, other) = (Embedded::new(CREATE), Embedded::new(CREATE));
    let (_one, _other) = (one.show().await, other.show().await);
    assert_ne!(one.find("[name=name]").id(), other.find("[name=name]").id());
    type_into(&one.find("[name=name]"), "Grace");
    assert_eq!(value_of(&other.find("[name=name]")), "");
}

#[wasm_bindgen_test]
async fn the_language_is_the_elements_own_and_leaves_the_page_as_it_is() {
    let page = document().document_element().unwrap();
    let before = (page.get_attribute("lang"), page.get_attribute("dir"));
    let embedded = Embedded::new(&[("gateway", "/nowhere"), ("locale", "ar-EG"), ("theme", "dark")]);
    let widget = embedded.show().await;
    let of = |name: &str| embedded.container.get_attribute(name).unwrap_or_default();
    assert_eq!(
        (of("lang"), of("dir"), of("data-theme")),
        ("ar".into(), "rtl".into(), "dark".into())
    );
    embedded.host.set_attribute("locale", "en").unwrap();
    embedded.host.remove_attribute("theme").unwrap();
    widget.changed("locale");
    widget.changed("theme");
    until("it is English", || of("lang") == "en").await;
    assert_eq!((of("dir"), of("data-theme")), ("ltr".into(), "auto".into()));
    assert_eq!((page.get_attribute("lang"), page.get_attribute("dir")), before);
}

#[wasm_bindgen_test]
async fn its_headings_stand_below_the_pages_own() {
    let embedded = Embedded::new(CREATE);
    let _widget = embedded.show().await;
    assert!(embedded.container.query_selector("h1").unwrap().is_none());
    assert_eq!(embedded.find("h2").get_attribute("part").unwrap(), "heading");
}

#[wasm_bindgen_test]
async fn without_a_gateway_or_a_customer_to_edit_it_says_so() {
    for attributes in [
        &[("mode", "create")][..],
        &[("gateway", "/nowhere"), ("mode", "edit")],
        &[("gateway", "/nowhere"), ("mode", "edit"), ("customer-id", "-3")],
    ] {
        let embedded = Embedded::new(attributes);
        let widget = embedded.show().await;
        assert_eq!(embedded.heard(), [r#"error {"type":"configuration"}"#]);
        assert!(widget.value().is_null() && !widget.submit() && !widget.show_validation());
    }
}

#[wasm_bindgen_test]
async fn taken_off_it_leaves_nothing_in_its_container() {
    let embedded = Embedded::new(CREATE);
    let widget = embedded.show().await;
    drop(widget);
    assert!(embedded.container.first_child().is_none());
}
