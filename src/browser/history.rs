//! The address of the page: reading it, changing it without a load, and hearing of the back button.
//!
//! Not leptos_router: for two addresses it costs 41 kB (its flat routes) to 54 kB (nested) brotli, measured
//! on 0.8.17, and the whole first visit may have 80.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, PopStateEvent};

use super::page::window;

/// The path of the page's address.
#[must_use]
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The position of the page's entry in the session's history, as we numbered it; 0 where we did not.
#[must_use]
pub fn position() -> i32 {
    let state = window().history().and_then(|history| history.state());
    position_of(&state.unwrap_or(JsValue::NULL))
}

/// Goes to an address of this app, as a new entry with that position.
pub fn push(path: &str, position: i32) {
    if let Ok(history) = window().history() {
        // A sandboxed frame may refuse: the page then changes and the address stays.
        let _ = history.push_state_with_url(&JsValue::from(position), "", Some(path));
    }
}

/// Goes so many entries on, or back.
pub fn go(delta: i32) {
    if let Ok(history) = window().history() {
        let _ = history.go_with_delta(delta);
    }
}

/// Calls back with the position of the entry that the user went to, for as long as the page lives.
pub fn on_pop(mut callback: impl FnMut(i32) + 'static) {
    let callback = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        callback(position_of(&event.unchecked_into::<PopStateEvent>().state()));
    });
    let added = window().add_event_listener_with_callback("popstate", callback.as_ref().unchecked_ref());
    if added.is_ok() {
        callback.forget();
    }
}

fn position_of(state: &JsValue) -> i32 {
    state.as_f64().map_or(0, |position| position as i32)
}
