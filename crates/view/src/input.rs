//! Text inputs: the text they show, and everything that is put in, by keys, by autofill or by a script.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::TextProp;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::El;
use crate::effect::render_effect;

/// Asks an input to look at what is in it.
pub(crate) const READ: &str = "cyrexa-read";

/// An input and what has been read from it.
struct Input {
    element: Element,
    /// What was in it when it was last read or written. Anything else was put in since, and has not been read
    /// yet.
    seen: RefCell<String>,
    on_edit: Box<dyn Fn(String)>,
}

/// A text as it was to be shown, and as the input shows it: browsers leave line feeds out of one-line inputs.
type Written = (String, String);

impl El {
    /// Makes it a text input: it shows the text, and `on_edit` is called with what is put in.
    ///
    /// Typing fires `input`. Autofill of some browsers and password managers fires `change` alone, or nothing
    /// at all (docs/field-cases.md, c08): the input is read at `change` and `blur` as well, and by
    /// `ViewRoot::read_inputs`.
    #[must_use]
    pub fn bind_input(self, text: TextProp, on_edit: impl Fn(String) + 'static) -> Self {
        self.bind_input_boxed(text, Box::new(on_edit))
    }

    fn bind_input_boxed(self, text: TextProp, on_edit: Box<dyn Fn(String)>) -> Self {
        let input = Rc::new(Input {
            element: self.node().clone(),
            seen: RefCell::default(),
            on_edit,
        });
        let shown = Rc::clone(&input);
        let mut written = Written::default();
        render_effect(move || shown.show(text.get().into(), &mut written));
        ["input", "change", "blur", READ]
            .into_iter()
            .fold(self, |element, event| {
                let input = Rc::clone(&input);
                element.on(event, move |_| input.read())
            })
    }
}

impl Input {
    /// Reports what was put in since it was last read.
    fn read(&self) {
        let now = self.value();
        // The borrow is over before the callback, which may ask for a reading.
        if self.seen.replace(now.clone()) != now {
            (self.on_edit)(now);
        }
    }

    fn show(&self, wanted: String, written: &mut Written) {
        let now = self.value();
        if now != *self.seen.borrow() {
            // What has not been read yet is not overwritten. Where another text is wanted, both have to be
            // known.
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
