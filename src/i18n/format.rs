//! Dates as the language writes them, by the browser's `Intl`: it costs no bytes.

use js_sys::{Date, Object, Reflect};
use leptos::wasm_bindgen::JsValue;

use super::Locale;

/// A date in full, as "7 November 2023". `None` when the text is not a date.
#[must_use]
pub fn full_date(locale: Locale, rfc3339: &str) -> Option<String> {
    let date = Date::new(&JsValue::from_str(rfc3339));
    if date.get_time().is_nan() {
        return None;
    }
    let options = Object::new();
    // A plain new object refuses nothing.
    let _ = Reflect::set(
        &options,
        &JsValue::from_str("dateStyle"),
        &JsValue::from_str("long"),
    );
    Some(String::from(
        date.to_locale_date_string(locale.intl_tag(), &options),
    ))
}
