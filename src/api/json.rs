//! JSON by the browser's own reader and writer: no bytes to download. A member that is not there, or of
//! another shape, reads as absent, so nothing that a gateway writes can break the page.
//!
//! Not serde_json, which reads at the edge and in the gateway: here it costs 14 kB brotli (measured on this
//! app), a sixth of the whole. The price: numbers are doubles, exact to 2^53; larger ids are found in the
//! text.

use cyrexa_editor::answer;
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A JSON value, or nothing.
pub struct Json(JsValue);

impl Json {
    /// Reads a text, where it is JSON.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// Reads a text; nothing where it is not JSON.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::read(text).unwrap_or(Self(JsValue::UNDEFINED))
    }

    /// A member of an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Self {
        // Throws on what is no object.
        Self(Reflect::get(&self.0, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED))
    }

    /// A text.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.0.as_string()
    }
}

impl answer::Json for Json {
    fn get(&self, key: &str) -> Self {
        self.get(key)
    }

    fn text(&self) -> Option<String> {
        self.text()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn items(&self) -> Option<Vec<Self>> {
        let array = self.0.dyn_ref::<Array>()?;
        Some(array.iter().map(Self).collect())
    }

    fn is_object(&self) -> bool {
        self.0.is_object() && !Array::is_array(&self.0)
    }

    fn is_nothing(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }
}

/// Writes an object of texts and nulls, in that order.
#[must_use]
pub fn write_object<'a>(members: impl Iterator<Item = (&'a str, Option<&'a String>)>) -> String {
    let object = Object::new();
    for (key, value) in members {
        let value = value.map_or(JsValue::NULL, |text| JsValue::from_str(text));
        // A plain new object refuses nothing.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    }
    // An object of texts and nulls has no cycle, which is all that could be refused.
    JSON::stringify(&object).map(String::from).unwrap_or_default()
}
