//! An event listener that is removed when dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener on a target, for as long as this lives.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls back for every event of that name.
    #[must_use]
    pub fn on(target: &EventTarget, name: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        Self::on_boxed(target, name, Box::new(callback))
    }

    fn on_boxed(target: &EventTarget, name: &'static str, mut callback: Box<dyn Hears>) -> Self {
        let callback = Closure::new(move |event| callback.hear(event));
        target
            .add_event_listener_with_callback(name, callback.as_ref().unchecked_ref())
            .expect("adding a listener with a function does not throw");
        Self {
            target: target.clone(),
            name,
            callback,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Removing a listener that is there does not throw.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, self.callback.as_ref().unchecked_ref());
    }
}

/// See `dom/closure.rs`.
trait Hears {
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event)> Hears for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}
