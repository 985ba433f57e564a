//! An element, built by chained calls; what depends on signals follows them.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

use crate::browser::listener::Listener;

/// Text on the screen.
pub type Text = Signal<String>;

/// One element of the page. Everything that can be refused below (a malformed name) is a literal of ours.
#[derive(Clone)]
pub struct El(Element);

/// A new element of that tag.
#[must_use]
pub fn el(tag: &str) -> El {
    El(document().create_element(tag).expect("tags are literals of ours"))
}

/// A `span` of text that follows a signal.
#[must_use]
pub fn words(text: Text) -> El {
    el("span").words(text)
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

    /// An attribute that stays.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// An attribute that follows; `None` takes it off.
    #[must_use]
    pub fn bind(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || {
            let _ = match value() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }));
        self
    }

    /// A class that comes and goes.
    #[must_use]
    pub fn class_if(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        let classes = self.0.class_list();
        follow(Box::new(move || {
            let _ = classes.toggle_with_force(name, is_on());
        }));
        self
    }

    /// A property of the element that follows a text: the `value` of an input, as opposed to its attribute.
    #[must_use]
    pub fn value(self, text: Text) -> Self {
        let element = self.0.clone();
        let name = JsValue::from_str("value");
        follow(Box::new(move || {
            let text = JsValue::from(text.get());
            // Setting the same text again would move the caret.
            if js_sys::Reflect::get(&element, &name).as_ref() != Ok(&text) {
                let _ = js_sys::Reflect::set(&element, &name, &text);
            }
        }));
        self
    }

    /// A boolean property that follows.
    #[must_use]
    pub fn flag(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || {
            let _ = js_sys::Reflect::set(&element, &JsValue::from_str(name), &JsValue::from(is_on()));
        }));
        self
    }

    /// Text that stays.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.append(&document().create_text_node(text));
        self
    }

    /// Text that follows.
    #[must_use]
    pub fn words(self, text: Text) -> Self {
        let node = document().create_text_node("");
        self.append(&node);
        follow(Box::new(move || node.set_data(&text.get())));
        self
    }

    /// An element inside.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        self.append(&child.0);
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

    /// Elements inside that are drawn anew whenever a signal that `draw` read has changed. What the old ones owned is
    /// undone first.
    #[must_use]
    pub fn dynamic(self, draw: impl Fn() -> Vec<Self> + 'static) -> Self {
        let end = document().create_text_node("");
        self.append(&end);
        let parent = self.0.clone();
        let mut drawn: Vec<Self> = Vec::new();
        follow(Box::new(move || {
            let new = draw();
            for old in drawn.drain(..) {
                old.0.remove();
            }
            for new in &new {
                let _ = parent.insert_before(&new.0, Some(&end));
            }
            drawn = new;
        }));
        self
    }

    /// One element inside while there is something to show.
    #[must_use]
    pub fn maybe(self, draw: impl Fn() -> Option<Self> + 'static) -> Self {
        self.dynamic(move || draw().into_iter().collect())
    }

    /// Listens, for as long as the owner of the caller lives.
    #[must_use]
    pub fn on(self, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let listener = Listener::on(&self.0, event, Box::new(callback));
        StoredValue::new_local(listener);
        self
    }

    /// Gives it the focus, if it can have it.
    pub fn focus(&self) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    }

    fn append(&self, node: &Node) {
        let _ = self.0.append_child(node);
    }
}

/// Runs now, and again whenever a signal that it read has changed, for as long as the owner of the caller lives.
fn follow(mut run: Box<dyn FnMut()>) {
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| run()));
}
