//! Messages to the page's integrator. Never with personal data.

use wasm_bindgen::JsValue;

/// Says what is wrong with the page's configuration.
pub fn log(fault: &str) {
    web_sys::console::info_1(&JsValue::from(["Cyrexa: ", fault].concat()));
}
