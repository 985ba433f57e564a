//! Puts elements on a page, for as long as the handle lives.

use any_spawner::Executor;
use leptos::prelude::Owner;

use web_sys::Element;

use super::El;

/// What was mounted; dropping it takes the elements out and undoes all that belongs to them.
pub struct Mounted {
    elements: Vec<El>,
    owner: Owner,
}

/// Draws elements and appends them to a parent.
#[must_use = "dropping the handle unmounts at once"]
pub fn mount(parent: &Element, draw: impl FnOnce() -> Vec<El>) -> Mounted {
    // Set already where something else on the page was mounted before.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let elements = owner.with(draw);
    for element in &elements {
        // A parent takes any element that is not its own ancestor.
        let _ = parent.append_child(element.node());
    }
    Mounted { elements, owner }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.owner.cleanup();
        for element in &self.elements {
            element.node().remove();
        }
    }
}
