//! Where one app, or one widget among several, is on a page: its ids, its headings, its focus.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use crate::input::READ;
use crate::{El, el};

const HEADINGS: [&str; 5] = ["h1", "h2", "h3", "h4", "h5"];

/// The root of what is drawn, a context of Leptos's. Cheap to copy.
#[derive(Clone, Copy)]
pub struct ViewRoot(StoredValue<RootOptions>);

/// What a root is made of.
pub struct RootOptions {
    /// Everything is inside of it.
    pub root: Element,
    /// The element that has `lang` and `dir`.
    pub language_element: Option<Element>,
    /// Before every id: two widgets in one document may not share any.
    pub id_prefix: String,
    /// How many levels the headings of the page around it take.
    pub outer_headings: usize,
    /// A selector of what gets the focus when the element that had it is removed.
    pub refocus: &'static str,
}

impl RootOptions {
    /// Of a whole page: the document's own language, first headings, ids as they are.
    #[must_use]
    pub fn of_page(root: &Element, refocus: &'static str) -> Self {
        Self {
            root: root.clone(),
            language_element: document().document_element(),
            id_prefix: String::new(),
            outer_headings: 0,
            refocus,
        }
    }
}

impl ViewRoot {
    /// Makes it a context of everything drawn by the owner of the caller.
    pub fn provide(options: RootOptions) -> Self {
        let root = Self(StoredValue::new(options));
        provide_context(root);
        root
    }

    /// An id that is this root's own.
    #[must_use]
    pub fn id(self, name: &str) -> String {
        self.with(|options| [&options.id_prefix, name].concat())
            .unwrap_or_default()
    }

    /// A heading; 1 is the highest of this root.
    #[must_use]
    pub fn heading(self, level: usize) -> El {
        let outer = self.with(|options| options.outer_headings);
        let at = level + outer.unwrap_or_default();
        el(HEADINGS[(at - 1).min(HEADINGS.len() - 1)])
    }

    /// Reads every input that is drawn below: autofill may have put in a text without any event. To be called
    /// before what was typed is used.
    pub fn read_inputs(self) {
        let inputs = self.with(|options| options.root.query_selector_all("input, textarea").ok());
        let Some(inputs) = inputs.flatten() else { return };
        for input in (0..inputs.length()).filter_map(|at| inputs.get(at)) {
            // An event of ours that goes nowhere else: neither the name nor a new event can be refused.
            if let Ok(event) = Event::new(READ) {
                let _ = input.dispatch_event(&event);
            }
        }
    }

    /// Sets the language of this root and its direction.
    pub fn set_language(self, language: &str, direction: &str) {
        let element = self.with(|options| options.language_element.clone());
        if let Some(element) = element.flatten() {
            // Neither name is malformed, which is all that could be refused.
            let _ = element.set_attribute("lang", language);
            let _ = element.set_attribute("dir", direction);
        }
    }

    /// Gives the focus to the element of that id, if it is there.
    pub fn focus(self, name: &str) {
        let selector = self.with(|options| ["#", &options.id_prefix, name].concat());
        self.focus_first(&selector.unwrap_or_default());
    }

    /// Gives the focus to the first element that a selector finds here; whether there is one.
    pub fn focus_first(self, selector: &str) -> bool {
        let found = self.with(|options| options.root.query_selector(selector).ok().flatten());
        let Some(element) = found
            .flatten()
            .and_then(|found| found.dyn_into::<HtmlElement>().ok())
        else {
            return false;
        };
        // Only an element that cannot have the focus refuses it.
        let _ = element.focus();
        true
    }

    /// The element that had the focus has been removed.
    pub(crate) fn refocus(self) {
        if let Some(selector) = self.with(|options| options.refocus) {
            self.focus_first(selector);
        }
    }

    /// Whether the focus is in a text input, here or elsewhere on the page: the person types there already,
    /// and keeps it.
    #[must_use]
    pub fn is_typing(self) -> bool {
        let here = self.with(|options| options.root.get_root_node());
        here.is_some_and(|root| is_typing_in(&root)) || is_typing_in(&document())
    }

    fn with<T>(self, read: impl FnOnce(&RootOptions) -> T) -> Option<T> {
        self.0.try_with_value(read)
    }
}

/// The root of the caller.
#[must_use]
pub fn use_root() -> ViewRoot {
    use_context().expect("a ViewRoot is provided before anything is drawn")
}

/// A document's or a shadow root's focus.
fn is_typing_in(root: &JsValue) -> bool {
    let active = Reflect::get(root, &JsValue::from_str("activeElement"));
    active.is_ok_and(|active| {
        active
            .dyn_ref::<Element>()
            .is_some_and(|element| element.matches("input, textarea, select").unwrap_or_default())
    })
}
