//! The page the app lives in: its `<meta>` tags, its address, what has focus.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, HtmlMetaElement, Url, Window};

/// The window. There is one wherever this code runs.
#[must_use]
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a page, which has a window")
}

/// The document.
#[must_use]
pub fn document() -> Document {
    window().document().expect("a page's window has a document")
}

/// The content of `<meta name=...>`.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    let element = document()
        .query_selector(&["meta[name='", name, "']"].concat())
        .ok()??;
    Some(element.dyn_into::<HtmlMetaElement>().ok()?.content())
}

/// The server of an address, seen from this page.
#[must_use]
pub fn server_of(address: &str) -> Option<Url> {
    Url::new_with_base(address, &window().location().href().ok()?).ok()
}

/// Whether a host name is this machine: where a development token may be asked for.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
}

/// Whether the page came from this machine.
#[must_use]
pub fn is_on_loopback() -> bool {
    window()
        .location()
        .hostname()
        .is_ok_and(|host| is_loopback(&host))
}

/// Whether the browser believes it has a network. A hint: it is wrong behind a VPN, a virtual adapter, after
/// sleep.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether the page can be seen.
#[must_use]
pub fn is_shown() -> bool {
    !document().hidden()
}

/// Whether the person is here, and not in another window.
#[must_use]
pub fn has_focus() -> bool {
    document().has_focus().unwrap_or_default()
}

/// Whether focus has left the element of a `blur` for another one in this page, or for none. In a window that
/// only lost focus itself, the element is still the active one of its document or shadow root.
#[must_use]
pub fn has_left(blur: &Event) -> bool {
    let Some(element) = blur
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return true;
    };
    let root = element.get_root_node();
    let active = Reflect::get(&root, &"activeElement".into()).ok();
    active.as_ref() != Some(element.as_ref())
}

/// Gives an element the keyboard's focus, without making it part of the tab order.
pub fn focus(id: &str) {
    if let Some(element) = document()
        .get_element_by_id(id)
        .and_then(|e| e.dyn_into::<HtmlElement>().ok())
    {
        // An element that cannot take focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Shows the page from its top.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// The title in the browser's tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Loads the page anew.
pub fn reload() {
    // Only a sandboxed frame refuses.
    let _ = window().location().reload();
}

/// Takes an element out of the page.
pub fn remove(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}
