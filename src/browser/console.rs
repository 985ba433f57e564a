//! A word to whoever integrates the page. Never with anything of a person's.

use wasm_bindgen::JsValue;

/// Says what is wrong with the page's configuration.
pub fn log(fault: &str) {
    web_sys::console::info_1(&JsValue::from(["Cyrexa: ", fault].concat()));
}
