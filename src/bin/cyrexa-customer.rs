//! The module of `<cyrexa-customer>`: what `src/widget/element.js` calls.

use cyrexa_profile::widget;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// One element's view. `free()` unmounts it.
#[wasm_bindgen]
pub struct Widget(widget::Widget);

#[wasm_bindgen]
impl Widget {
    /// Draws into `container`, in place of what is there. `packs` is `async (tag) => text`: a language's
    /// pack. `prefix` comes before its ids: JavaScript knows of other modules that draw into the same page.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement, container: HtmlElement, packs: Function, prefix: String) -> Self {
        Self(widget::Widget::new(host, container, packs, prefix))
    }

    /// `locale`, `theme`, `sections` or `readonly-fields` has another value; or, with no name,
    /// `tokenProvider`.
    pub fn changed(&self, name: &str) {
        self.0.changed(name);
    }

    /// The focus to the first input, else to the first button.
    pub fn focus(&self) {
        self.0.focus();
    }

    /// Saves; whether a save was started.
    pub fn submit(&self) -> bool {
        self.0.submit()
    }

    /// Drops unsaved work.
    pub fn reset(&self) {
        self.0.reset();
    }

    /// `{name, email, address, phone, memberId}` as shown, or `null`.
    pub fn value(&self) -> JsValue {
        self.0.value()
    }

    /// Shows every violation; whether there is none.
    #[wasm_bindgen(js_name = showValidation)]
    pub fn show_validation(&self) -> bool {
        self.0.show_validation()
    }

    /// Forgets the token and everything shown.
    pub fn logout(&self) {
        self.0.log_out();
    }

    /// Goes on where no user was signed in.
    pub fn retry(&self) {
        self.0.retry();
    }
}

fn main() {}
