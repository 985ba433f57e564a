//! Puts elements on a page, for as long as the handle lives.

use any_spawner::Executor;
use leptos::prelude::{Owner, document};
use web_sys::Element;

use super::El;
use super::place::{Grounds, Place, within};

/// What was mounted; dropping it takes the elements out and undoes all that belongs to them.
pub struct Mounted {
    elements: Vec<El>,
    owner: Owner,
}

/// Draws elements and appends them to a parent, in a page that is all theirs.
#[must_use = "dropping the handle unmounts at once"]
pub fn mount(parent: &Element, draw: impl FnOnce() -> Vec<El>) -> Mounted {
    mount_at(Grounds::of_page(parent, &document()), draw)
}

/// Draws elements and appends them to the root of a place.
#[must_use = "dropping the handle unmounts at once"]
pub fn mount_at(grounds: Grounds, draw: impl FnOnce() -> Vec<El>) -> Mounted {
    // Set already where something else on the page was mounted before.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let parent = grounds.root.clone();
    let elements = owner.with(|| within(Some(Place::new(grounds)), draw));
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
