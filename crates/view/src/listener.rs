//! An event listener that is removed when dropped.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

use crate::closure::Handler;

/// A listener on a target, for as long as this lives.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Calls back for every event of that name.
    #[must_use]
    pub fn on(target: &EventTarget, name: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        Self::on_boxed(target, name, Box::new(callback))
    }

    fn on_boxed(target: &EventTarget, name: &'static str, callback: Box<dyn Handler<Event>>) -> Self {
        let callback = RefCell::new(callback);
        // A page's listener may fire the same event again within ours. That one is ignored: calling a `FnMut`
        // closure within itself throws in wasm-bindgen, and a throw stops the module.
        let callback = Closure::<dyn Fn(Event)>::new(move |event| {
            if let Ok(mut callback) = callback.try_borrow_mut() {
                callback.handle(event);
            }
        });
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
