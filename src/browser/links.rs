//! Clicks on links of this app: followed without a load. All others, and clicks that ask for a new tab, are
//! the browser's.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, MouseEvent};

use super::page;

/// Calls back with the path of every link of this app that is clicked, for as long as the page lives. A link
/// into the page (`#id`) gives that element the focus, without an entry in the history.
pub fn on_follow(followed: impl Fn(String) + 'static) {
    let callback = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let Ok(click) = event.dyn_into::<MouseEvent>() else {
            return;
        };
        let is_plain = click.button() == 0
            && !(click.meta_key()
                || click.ctrl_key()
                || click.shift_key()
                || click.alt_key()
                || click.default_prevented());
        let Some(href) = is_plain.then(|| href_of(&click)).flatten() else {
            return;
        };
        if let Some(id) = href.strip_prefix('#') {
            click.prevent_default();
            page::focus(id);
        } else if href.starts_with('/') && !href.starts_with("//") {
            click.prevent_default();
            followed(href);
        }
    });
    let added = page::document().add_event_listener_with_callback("click", callback.as_ref().unchecked_ref());
    if added.is_ok() {
        callback.forget();
    }
}

fn href_of(click: &MouseEvent) -> Option<String> {
    let link = click
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
    let is_elsewhere = link.has_attribute("target") || link.has_attribute("download");
    (!is_elsewhere).then(|| link.get_attribute("href")).flatten()
}
