//! Where one app, or one widget among several, stands on a page: its ids, its headings, its focus.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

use super::closure::Gives;
use super::{El, Kept, el};

const HEADINGS: [&str; 5] = ["h1", "h2", "h3", "h4", "h5"];

/// The place that what is drawn belongs to. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Place(Kept<Ground>);

struct Ground {
    grounds: Grounds,
    /// What everything drawn here may ask for.
    given: RefCell<Vec<Rc<dyn Any>>>,
    /// How to read each text input that is drawn here.
    inputs: RefCell<Vec<Kept<Reader>>>,
}

struct Reader(Box<dyn Gives<()>>);

thread_local! {
    /// Where drawing goes on now. Not a context of Leptos's: its map of types costs 4 kB of code.
    static NOW: Cell<Option<Place>> = const { Cell::new(None) };
}

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
    /// Kept by the owner of the caller.
    pub(super) fn new(grounds: Grounds) -> Self {
        Self(Kept::new(Ground {
            grounds,
            given: RefCell::default(),
            inputs: RefCell::default(),
        }))
    }

    /// Where the caller draws.
    pub(super) fn now() -> Option<Self> {
        NOW.get()
    }

    /// Gives something to everything that is drawn here from now on.
    pub fn give<T: 'static>(self, gift: T) {
        self.0
            .with(|ground| ground.given.borrow_mut().push(Rc::new(gift)));
    }

    /// What was given of that type.
    #[must_use]
    pub fn given<T: Copy + 'static>(self) -> Option<T> {
        let find = |ground: &Ground| {
            let given = ground.given.borrow();
            given.iter().find_map(|gift| gift.downcast_ref().copied())
        };
        self.0.with(find).flatten()
    }

    /// An id that is this place's own.
    #[must_use]
    pub fn id(self, name: &str) -> String {
        self.on_grounds(|grounds| [&grounds.prefix, name].concat())
            .unwrap_or_default()
    }

    /// A heading; 1 is the highest of this place.
    #[must_use]
    pub fn heading(self, level: usize) -> El {
        let outer = self.on_grounds(|grounds| grounds.outer_headings);
        let at = level + outer.unwrap_or_default();
        el(HEADINGS[(at - 1).min(HEADINGS.len() - 1)])
    }

    /// Makes an input known, for as long as the owner of the caller lives.
    pub(super) fn adopt_input(self, read: impl Fn() + 'static) {
        let reader = Kept::new(Reader(Box::new(read)));
        self.0.with(|ground| ground.inputs.borrow_mut().push(reader));
    }

    /// Reads every input that is drawn here: autofill may have put in a text without any event. To be called before what
    /// was typed is used.
    pub fn read_inputs(self) {
        let inputs = self.0.with(|ground| {
            let is_drawn = |input: &Kept<Reader>| input.with(|_| ()).is_some();
            ground.inputs.borrow_mut().retain(is_drawn);
            ground.inputs.borrow().clone()
        });
        for input in inputs.into_iter().flatten() {
            // What one of them changes may take others off the page.
            input.with(|reader| reader.0.give());
        }
    }

    /// Says the language and its direction to whoever reads this place.
    pub fn speak(self, language: &str, direction: &str) {
        let told = self.on_grounds(|grounds| grounds.language_of.clone());
        if let Some(element) = told.flatten() {
            // Neither name is malformed, which is all that could be refused.
            let _ = element.set_attribute("lang", language);
            let _ = element.set_attribute("dir", direction);
        }
    }

    /// Gives the focus to the element of that id, if it is there.
    pub fn focus(self, name: &str) {
        let selector = self.on_grounds(|grounds| ["#", &grounds.prefix, name].concat());
        self.focus_first(&selector.unwrap_or_default());
    }

    /// Gives the focus to the first element that a selector finds here; whether there is one.
    pub fn focus_first(self, selector: &str) -> bool {
        let found = self.on_grounds(|grounds| grounds.root.query_selector(selector).ok().flatten());
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
        let here = self.on_grounds(|grounds| grounds.root.get_root_node());
        here.is_some_and(|root| is_typing_in(&root)) || is_typing_in(&document())
    }

    fn on_grounds<T>(self, read: impl FnOnce(&Grounds) -> T) -> Option<T> {
        self.0.with(|ground| read(&ground.grounds))
    }
}

/// The place of the caller. Everything that [`super::mount`] draws has one, and what follows signals there.
#[must_use]
pub fn use_place() -> Place {
    NOW.get().expect("only what is mounted draws")
}

/// Draws in a place.
pub(super) fn within<T>(place: Option<Place>, draw: impl FnOnce() -> T) -> T {
    let before = NOW.replace(place);
    let drawn = draw();
    NOW.set(before);
    drawn
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
