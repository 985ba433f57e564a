//! One-shot timers that stop when dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::page::window;

/// A timer that will fire once unless it is dropped first.
pub struct Timer {
    handle: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls back after so many milliseconds (at most 24 days, the browser's own limit).
    #[must_use]
    pub fn after(milliseconds: u64, callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        let delay = i32::try_from(milliseconds).unwrap_or(i32::MAX);
        let handle = window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), delay)
            .expect("setTimeout with a function and a number does not throw");
        Self {
            handle,
            _callback: callback,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.handle);
    }
}
