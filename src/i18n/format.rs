//! Dates and amounts as the language writes them, by the browser's `Intl`: it costs no bytes.

use js_sys::Intl::NumberFormat;
use js_sys::{Array, Date, Object, Reflect};
use leptos::wasm_bindgen::JsValue;

use super::Locale;

/// A date in full, as "7 November 2023". `None` when the text is not a date.
#[must_use]
pub fn full_date(locale: Locale, rfc3339: &str) -> Option<String> {
    let date = Date::new(&JsValue::from_str(rfc3339));
    if date.get_time().is_nan() {
        return None;
    }
    let options = options(&[("dateStyle", "long")]);
    Some(String::from(
        date.to_locale_date_string(locale.intl_tag(), &options),
    ))
}

/// An amount without its currency, which the contract does not name.
#[must_use]
pub fn money(locale: Locale, amount: f64) -> String {
    let options = options(&[]);
    for name in ["minimumFractionDigits", "maximumFractionDigits"] {
        set(&options, name, &JsValue::from(2));
    }
    let locales = Array::of1(&JsValue::from_str(locale.intl_tag()));
    let written = NumberFormat::new(&locales, &options)
        .format()
        .call1(&JsValue::UNDEFINED, &JsValue::from(amount));
    written.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn options(entries: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in entries {
        set(&options, name, &JsValue::from_str(value));
    }
    options
}

fn set(options: &Object, name: &str, value: &JsValue) {
    // A plain new object refuses nothing.
    let _ = Reflect::set(options, &JsValue::from_str(name), value);
}
