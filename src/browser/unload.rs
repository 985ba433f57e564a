//! Links that do not navigate away (`mailto:`, downloads). Browsers fire `beforeunload` for them too.

use std::cell::RefCell;

use cyrexa_view::Listener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlAnchorElement};

use super::page::window;
use super::timer::Timer;

/// `beforeunload` fires within this many milliseconds after a click on such a link: at once in Chromium, in a
/// later task in Firefox.
const BEFOREUNLOAD_DELAY: u64 = 500;

thread_local! {
    /// Runs while a `beforeunload` may be due to such a link.
    static STAYING_LINK: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// Calls back before the page is left, unless by a link that does not navigate away.
#[must_use]
pub fn on_leave(mut on_beforeunload: impl FnMut(Event) + 'static) -> Vec<Listener> {
    let mut listeners = vec![
        Listener::on(&window(), "click", |click| {
            mark(link_of(&click).is_some_and(|link| stays_on_page(&link)));
        }),
        Listener::on(&window(), "beforeunload", move |event| {
            if STAYING_LINK.with_borrow(Option::is_none) {
                on_beforeunload(event);
            }
        }),
    ];
    // Where there is the Navigation API, it also knows of a script's `location.href = "mailto:..."`, and of a
    // click that the page has stopped.
    let navigation = get(&window(), "navigation").dyn_into::<EventTarget>();
    listeners.extend(navigation.map(|navigation| {
        Listener::on(&navigation, "navigate", |event| {
            // A download does not navigate; the click listener has marked it.
            if get(&event, "downloadRequest").is_null() {
                let address = get(&get(&event, "destination"), "url").as_string();
                mark(address.is_some_and(|address| is_of_another_program(&address)));
            }
        })
    }));
    listeners
}

fn mark(stays_on_page: bool) {
    STAYING_LINK.set(stays_on_page.then(|| {
        Timer::after(BEFOREUNLOAD_DELAY, || {
            STAYING_LINK.take();
        })
    }));
}

fn get(value: &JsValue, name: &str) -> JsValue {
    // Throws if it is no object.
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// `mailto:`, `tel:`, `sms:` and the like. `javascript:` fires `beforeunload` only if it navigates, and then
/// like a script of the page.
fn is_of_another_program(address: &str) -> bool {
    let of_a_page = ["http:", "https:", "blob:", "data:", "file:", "about:"];
    !of_a_page.iter().any(|scheme| address.starts_with(scheme))
}

/// The link that was clicked, also inside open shadow roots.
fn link_of(click: &Event) -> Option<HtmlAnchorElement> {
    let path = click.composed_path();
    // An image map's `<area>` has the same members.
    path.iter()
        .filter_map(|target| target.dyn_into::<Element>().ok())
        .find(|element| matches!(&*element.local_name(), "a" | "area") && element.has_attribute("href"))
        .map(JsCast::unchecked_into)
}

fn stays_on_page(link: &HtmlAnchorElement) -> bool {
    // `download` counts for the page's own files only (HTML, "downloading resources").
    let is_own = ["blob:", "data:", "file:"].contains(&&*link.protocol())
        || window().location().origin().ok() == Some(link.origin());
    is_of_another_program(&link.href()) || (link.has_attribute("download") && is_own)
}

#[cfg(test)]
mod tests {
    use super::is_of_another_program;

    #[test]
    fn what_another_program_opens_leaves_the_page_where_it_is() {
        for (address, expected) in [
            ("mailto:help@shop.example", true),
            ("tel:+4755550142", true),
            ("sms:+4755550142?body=hi", true),
            ("whatsapp://send?text=hi", true),
            ("javascript:void 0", true),
            ("https://shop.example/", false),
            ("http://shop.example/mailto:", false),
            ("blob:https://shop.example/1", false),
            ("data:text/plain,hi", false),
            ("file:///home/me", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_of_another_program(address), expected, "{address}");
        }
    }
}
