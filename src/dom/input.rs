//! Text inputs: a text that follows, and everything that is put in, by keys, by autofill or by a script.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::closure::Takes;
use super::{El, Text, follow, use_place};

/// An input and what has been read from it.
struct Input {
    element: Element,
    /// What stood in it when it was last read or written. Anything else was put in since, and is not known yet.
    seen: RefCell<String>,
    on_edit: Box<dyn Takes<String>>,
}

/// A text as it was wanted, and as the input shows it: browsers leave line feeds out of one-line inputs.
type Written = (String, String);

impl El {
    /// Makes it a text input: it shows the text, and `on_edit` hears of what is put in.
    ///
    /// Typing fires `input`. Autofill of some browsers and password managers fires `change` alone, or nothing at all
    /// (docs/field-cases.md, c08): the input is read at `change` and `blur` as well, and by `Place::read_inputs`.
    #[must_use]
    pub fn edits(self, text: Text, on_edit: impl Fn(String) + 'static) -> Self {
        self.edits_boxed(text, Box::new(on_edit))
    }

    fn edits_boxed(self, text: Text, on_edit: Box<dyn Takes<String>>) -> Self {
        let input = Rc::new(Input {
            element: self.node().clone(),
            seen: RefCell::default(),
            on_edit,
        });
        let shown = Rc::clone(&input);
        let mut written = Written::default();
        follow(move || shown.show(text.get(), &mut written));
        let read = Rc::clone(&input);
        use_place().adopt_input(move || read.read());
        ["input", "change", "blur"]
            .into_iter()
            .fold(self, |element, event| {
                let input = Rc::clone(&input);
                element.on(event, move |_| input.read())
            })
    }
}

impl Input {
    /// Tells what was put in since it was last read.
    fn read(&self) {
        let now = self.value();
        // Free again before anybody hears of it: they may ask for a reading.
        if self.seen.replace(now.clone()) != now {
            self.on_edit.take(now);
        }
    }

    fn show(&self, wanted: String, written: &mut Written) {
        let now = self.value();
        if now != *self.seen.borrow() {
            // What nobody has read yet is not overwritten. Where another text is wanted, both sides have to be known.
            if wanted != written.0 {
                self.read();
            }
        } else if wanted != written.0 || now != written.1 {
            // Setting the same text again would move the caret.
            if now != wanted {
                // An input takes any text.
                let _ = Reflect::set(&self.element, &"value".into(), &JsValue::from_str(&wanted));
                self.seen.replace(self.value());
            }
            *written = (wanted, self.seen.borrow().clone());
        }
    }

    fn value(&self) -> String {
        let value = Reflect::get(&self.element, &"value".into());
        value.ok().and_then(|value| value.as_string()).unwrap_or_default()
    }
}
