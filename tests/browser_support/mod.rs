//! A person in front of a mounted component: finds by role and name, clicks, types, looks, waits for what
//! should come.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::cell::Cell;
use std::rc::Rc;

use cyrexa_contract::{Field, Reason, Violation};
use cyrexa_editor::{FieldStatus, FieldView};
use cyrexa_messages::{AR, pack};
use cyrexa_profile::i18n::{I18n, Locale, install};
use cyrexa_profile::panels::HEADING;
use cyrexa_view::{El, RootOptions, ViewRoot};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// What is on the screen, until it is dropped.
pub(crate) struct Screen {
    root: HtmlElement,
    pub(crate) i18n: I18n,
    pub(crate) view_root: ViewRoot,
    _mounted: UnmountHandle<El>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Mounts in English. Arabic is there as if its pack had come.
pub(crate) fn show(draw: impl FnOnce() -> El + 'static) -> Screen {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    install(pack(&AR));
    let provided = Rc::new(Cell::new(None));
    let (contexts, parent) = (Rc::clone(&provided), root.clone());
    let mounted = mount_to(root.clone(), move || {
        let root = ViewRoot::provide(RootOptions::of_page(&parent, HEADING));
        contexts.set(Some((I18n::provide(Locale::En), root)));
        draw()
    });
    let (i18n, view_root) = provided.get().unwrap();
    Screen {
        root,
        i18n,
        view_root,
        _mounted: mounted,
    }
}

/// Follows a signal, as components want it.
pub(crate) fn of<T: Clone + Send + Sync + 'static>(signal: RwSignal<T>) -> impl Fn() -> T + Copy + 'static {
    move || signal.get()
}

/// Words that stay.
pub(crate) fn text(words: &str) -> TextProp {
    TextProp::from(words.to_owned())
}

impl Screen {
    /// Everything that matches a selector, in document order.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|at| found.get(at).unwrap().unchecked_into())
            .collect()
    }

    pub(crate) fn find_role(&self, role: &str, name: &str) -> Option<HtmlElement> {
        let candidates = self.all(selector(role));
        candidates
            .into_iter()
            .find(|element| name_of(element) == name)
            .map(JsCast::unchecked_into)
    }

    /// The element of that role and accessible name.
    pub(crate) fn role(&self, role: &str, name: &str) -> HtmlElement {
        self.find_role(role, name).unwrap_or_else(|| {
            let there: Vec<_> = self.all(selector(role)).iter().map(name_of).collect();
            panic!("no {role} named {name:?}; there are {there:?}")
        })
    }

    pub(crate) fn click(&self, role: &str, name: &str) {
        self.role(role, name).click();
    }

    /// Replaces the text of a field, as a person who selects all and types.
    pub(crate) fn type_into(&self, name: &str, text: &str) {
        let field = self.role("textbox", name);
        set_value(&field, text);
        field
            .dispatch_event(&web_sys::Event::new("input").unwrap())
            .unwrap();
    }

    pub(crate) fn choose(&self, name: &str, value: &str) {
        let select = self.role("combobox", name);
        js_sys::Reflect::set(&select, &"value".into(), &value.into()).unwrap();
        select
            .dispatch_event(&web_sys::Event::new("change").unwrap())
            .unwrap();
    }

    /// All text, for the eye and the ear.
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    pub(crate) fn sees(&self, text: &str) -> bool {
        self.text().contains(text)
    }
}

fn selector(role: &str) -> &'static str {
    match role {
        "alert" => "[role=alert]",
        "button" => "button",
        "combobox" => "select",
        "dialog" => "dialog[open]",
        "group" => "fieldset",
        "heading" => "h1, h2, h3",
        "link" => "a[href]",
        "listitem" => "li",
        "navigation" => "nav",
        "progressbar" => "progress",
        "radio" => "input[type=radio]",
        "region" => "section",
        "status" => "[role=status]",
        "textbox" => "input:not([type=radio]), textarea",
        other => panic!("no selector for {other}"),
    }
}

/// The accessible name: `aria-label`, `aria-labelledby`, the label, the legend, else the text that is not
/// hidden from the ear.
pub(crate) fn name_of(element: &Element) -> String {
    if let Some(label) = element.get_attribute("aria-label") {
        return label;
    }
    if let Some(ids) = element.get_attribute("aria-labelledby") {
        return texts_of(&ids);
    }
    let id = element.id();
    let label = if matches!(&*element.tag_name(), "INPUT" | "TEXTAREA" | "SELECT") {
        let by_id = document().query_selector(&format!("label[for='{id}']")).unwrap();
        by_id.or_else(|| element.closest("label").unwrap())
    } else {
        element.query_selector("legend").unwrap()
    };
    match label {
        // A select stands inside its label: only the words count.
        Some(label) => label
            .query_selector("span")
            .unwrap()
            .filter(|_| element.tag_name() == "SELECT")
            .map_or_else(|| spoken(&label), |span| spoken(&span)),
        None => spoken(element),
    }
}

/// What `aria-describedby` leads to.
pub(crate) fn description_of(element: &Element) -> String {
    texts_of(&element.get_attribute("aria-describedby").unwrap_or_default())
}

fn texts_of(ids: &str) -> String {
    let texts = ids.split_whitespace().map(|id| {
        let element = document().get_element_by_id(id);
        spoken(&element.unwrap_or_else(|| panic!("no element with the id {id}")))
    });
    texts
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn spoken(element: &Element) -> String {
    let copy: Element = element.clone_node_with_deep(true).unwrap().unchecked_into();
    while let Some(hidden) = copy.query_selector("[aria-hidden=true]").unwrap() {
        hidden.remove();
    }
    let text = copy.text_content().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn value_of(field: &HtmlElement) -> String {
    match field.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.value(),
        None => field.unchecked_ref::<HtmlTextAreaElement>().value(),
    }
}

fn set_value(field: &HtmlElement, text: &str) {
    match field.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.set_value(text),
        None => field.unchecked_ref::<HtmlTextAreaElement>().set_value(text),
    }
}

pub(crate) fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Lets effects run and the browser draw.
pub(crate) async fn frame() {
    let drawn = js_sys::Promise::new(&mut |done, _| {
        request_animation_frame(move || {
            done.call0(&JsValue::UNDEFINED).unwrap();
        });
    });
    JsFuture::from(drawn).await.unwrap();
}

/// Waits for something that must come true, as long as a hundred frames.
pub(crate) async fn until(what: &str, mut is_true: impl FnMut() -> bool) {
    for _ in 0..100 {
        if is_true() {
            return;
        }
        frame().await;
    }
    panic!("it never came true that {what}");
}

/// A field as the editor would show it.
pub(crate) fn field_view(field: Field, text: &str) -> FieldView {
    FieldView {
        text: text.to_owned(),
        status: FieldStatus::Clean,
        violation: None,
        count: text.trim().chars().count() as u64,
        max: field.max_length(),
        is_dirty: false,
    }
}

pub(crate) fn refused(field: Field, text: &str, reason: Reason) -> FieldView {
    FieldView {
        violation: Some(Violation { field, reason }),
        ..field_view(field, text)
    }
}
