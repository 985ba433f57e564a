//! Where one app, or one widget among several, stands on a page: its ids, its headings, its focus.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

use super::{El, Kept, el};

const HEADINGS: [&str; 5] = ["h1", "h2", "h3", "h4", "h5"];

/// The place that what is drawn belongs to. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Place(Kept<Grounds>);

/// What a place is made of.
pub struct Grounds {
    /// Everything is inside of it.
    pub root: Element,
    /// It says language and direction.
    pub language_of: Option<Element>,
    /// Before every id: two widgets in one document may not share any.
    pub prefix: String,
    /// How many levels the headings of the page around it take.
    pub outer_headings: usize,
}

impl Place {
    pub(super) fn provide(grounds: Grounds) {
        provide_context(Self(Kept::new(grounds)));
    }

    /// An id that is this place's own.
    #[must_use]
    pub fn id(self, name: &str) -> String {
        self.read(&|grounds| [&grounds.prefix, name].concat())
            .unwrap_or_default()
    }

    /// A heading; 1 is the highest of this place.
    #[must_use]
    pub fn heading(self, level: usize) -> El {
        let outer = self.0.with(|grounds| grounds.outer_headings);
        let at = level + outer.unwrap_or_default();
        el(HEADINGS[(at - 1).min(HEADINGS.len() - 1)])
    }

    /// Says the language and its direction to whoever reads this place.
    pub fn speak(self, language: &str, direction: &str) {
        let told = self.0.with(|grounds| grounds.language_of.clone());
        if let Some(element) = told.flatten() {
            // Neither name is malformed, which is all that could be refused.
            let _ = element.set_attribute("lang", language);
            let _ = element.set_attribute("dir", direction);
        }
    }

    /// Gives the focus to the element of that id, if it is there.
    pub fn focus(self, name: &str) {
        let selector = self.read(&|grounds| ["#", &grounds.prefix, name].concat());
        self.focus_first(&selector.unwrap_or_default());
    }

    /// Gives the focus to the first element that a selector finds here; whether there is one.
    pub fn focus_first(self, selector: &str) -> bool {
        let found = self
            .0
            .with(|grounds| grounds.root.query_selector(selector).ok().flatten());
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

    /// Whether the focus is where somebody types, here or elsewhere on the page: whoever is quicker than the page keeps
    /// it.
    #[must_use]
    pub fn is_typing(self) -> bool {
        let here = self.0.with(|grounds| grounds.root.get_root_node());
        here.is_some_and(|root| is_typing_in(&root)) || is_typing_in(&document())
    }

    fn read(self, read: &dyn Fn(&Grounds) -> String) -> Option<String> {
        self.0.with(read)
    }
}

/// The place of the caller. Everything that [`super::mount`] draws has one.
#[must_use]
pub fn use_place() -> Place {
    expect_context()
}

impl Grounds {
    /// A whole page's: the document's own language, first headings, ids as they are.
    pub(super) fn of_page(root: &Element, document: &Document) -> Self {
        Self {
            root: root.clone(),
            language_of: document.document_element(),
            prefix: String::new(),
            outer_headings: 0,
        }
    }
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
