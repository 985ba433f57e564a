//! An element, built by chained calls; what depends on signals is updated by effects.

use leptos::prelude::{TextProp, document, on_cleanup};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

use crate::Listener;
use crate::closure::Getter;
use crate::effect::render_effect;

/// One element of the page. What could be refused below (a malformed name) is a literal of the caller's code.
#[derive(Clone)]
pub struct El(Element);

/// Marks elements whose only content is a text that changes; in debug builds.
const TEXT_ONLY: &str = "cyrexaTextOnly";

/// A new element of that tag.
#[must_use]
pub fn el(tag: &str) -> El {
    El(document().create_element(tag).expect("tags are literals"))
}

impl El {
    /// The browser's own element.
    #[must_use]
    pub const fn node(&self) -> &Element {
        &self.0
    }

    /// The classes.
    #[must_use]
    pub fn class(self, names: &str) -> Self {
        self.0.set_class_name(names);
        self
    }

    /// What a merchant's style sheet may call it: `::part(name)`.
    #[must_use]
    pub fn part(self, name: &str) -> Self {
        self.attr("part", name)
    }

    /// An attribute that stays.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// An attribute that depends on signals; `None` removes it.
    #[must_use]
    pub fn bind_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.bind_attr_boxed(name, Box::new(value));
        self
    }

    fn bind_attr_boxed(&self, name: &'static str, value: Box<dyn Getter<Option<String>>>) {
        let element = self.0.clone();
        let mut shown = None;
        render_effect(move || {
            let now = value.get();
            if now != shown {
                let _ = match &now {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
                shown = now;
            }
        });
    }

    /// An attribute that is `"true"` or not there.
    #[must_use]
    pub fn bind_flag(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        self.bind_flag_boxed(name, Box::new(is_on))
    }

    fn bind_flag_boxed(self, name: &'static str, is_on: Box<dyn Getter<bool>>) -> Self {
        self.bind_attr(name, move || is_on.get().then(|| "true".to_owned()))
    }

    /// A class that is there while the condition holds.
    #[must_use]
    pub fn bind_class(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        self.bind_class_boxed(name, Box::new(is_on));
        self
    }

    fn bind_class_boxed(&self, name: &'static str, is_on: Box<dyn Getter<bool>>) {
        let classes = self.0.class_list();
        render_effect(move || {
            let _ = classes.toggle_with_force(name, is_on.get());
        });
    }

    /// The property `value` of a select, as opposed to its attribute.
    #[must_use]
    pub fn bind_value(self, text: TextProp) -> Self {
        let element = self.clone();
        render_effect(move || element.set_property("value", &JsValue::from_str(&text.get())));
        self
    }

    /// A boolean property.
    #[must_use]
    pub fn bind_property(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        let element = self.clone();
        render_effect(move || element.set_property(name, &JsValue::from(is_on())));
        self
    }

    fn set_property(&self, name: &str, value: &JsValue) {
        let name = JsValue::from_str(name);
        // Setting the same text again would move the caret.
        if js_sys::Reflect::get(&self.0, &name).as_ref() != Ok(value) {
            let _ = js_sys::Reflect::set(&self.0, &name, value);
        }
    }

    /// Text that stays.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.append(&document().create_text_node(text));
        self
    }

    /// Text that changes, and the only content of this element. Beside other content it needs an element of
    /// its own: [`Self::span`].
    ///
    /// It is written through the element, and only when it has changed: page translators and extensions
    /// replace text nodes by elements of theirs, `Node.normalize()` merges or drops them
    /// (docs/field-cases.md, c01b).
    #[must_use]
    pub fn bind_text(self, text: TextProp) -> Self {
        debug_assert!(
            self.0.first_child().is_none(),
            "beside other content it is a span"
        );
        if cfg!(debug_assertions) {
            let _ = js_sys::Reflect::set(&self.0, &TEXT_ONLY.into(), &JsValue::TRUE);
        }
        let element = self.0.clone();
        let mut shown = String::new();
        render_effect(move || {
            let now = text.get();
            if *now != *shown {
                element.set_text_content(Some(&now));
                shown = now.into();
            }
        });
        self
    }

    /// Text that changes, beside other content.
    #[must_use]
    pub fn span(self, text: TextProp) -> Self {
        self.append(&el("span").bind_text(text).0);
        self
    }

    /// Elements inside, in order.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Listens, for as long as the owner of the caller lives.
    #[must_use]
    pub fn on(self, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        keep(Listener::on(&self.0, event, callback));
        self
    }

    /// Gives it the focus, if it can have it.
    pub fn focus(&self) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    }

    pub(crate) fn append(&self, node: &Node) {
        let is_text_only =
            cfg!(debug_assertions) && js_sys::Reflect::get(&self.0, &TEXT_ONLY.into()) == Ok(JsValue::TRUE);
        debug_assert!(!is_text_only, "the next text would overwrite it");
        let _ = self.0.append_child(node);
    }
}

fn keep(listener: Listener) {
    // The arena would be another copy of its code for this type.
    let listener = SendWrapper::new(listener);
    on_cleanup(move || drop(listener));
}
