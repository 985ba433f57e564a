//! Links that leave the page where it is. Browsers fire `beforeunload` for them all the same.

use std::cell::RefCell;

use cyrexa_view::Listener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlAnchorElement};

use super::page::window;
use super::timer::Timer;

/// After a click on such a link the browser asks within this many milliseconds: at once in Chromium, in a
/// later task in Firefox.
const UNTIL_ASKED: u64 = 500;

thread_local! {
    /// Runs while a `beforeunload` may be that of such a link.
    static FOLLOWED: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// Calls back when the page is about to be left, unless by a link that leaves it where it is.
#[must_use]
pub fn on_leave(mut asked: impl FnMut(Event) + 'static) -> Vec<Listener> {
    let mut listeners = vec![
        Listener::on(&window(), "click", |click| {
            follow(link_of(&click).is_some_and(|link| stays(&link)));
        }),
        Listener::on(&window(), "beforeunload", move |event| {
            if FOLLOWED.with_borrow(Option::is_none) {
                asked(event);
            }
        }),
    ];
    // Where there is the Navigation API, it also knows of a script's `location.href = "mailto:..."`, and of a
    // click that the page has stopped.
    let navigation = get(&window(), "navigation").dyn_into::<EventTarget>();
    listeners.extend(navigation.map(|navigation| {
        Listener::on(&navigation, "navigate", |event| {
            // A download leaves nothing, as its link says.
            if get(&event, "downloadRequest").is_null() {
                let address = get(&get(&event, "destination"), "url").as_string();
                follow(address.is_some_and(|address| is_of_another_program(&address)));
            }
        })
    }));
    listeners
}

fn follow(stays: bool) {
    FOLLOWED.set(stays.then(|| {
        Timer::after(UNTIL_ASKED, || {
            FOLLOWED.take();
        })
    }));
}

fn get(value: &JsValue, name: &str) -> JsValue {
    // Throws on what is no object.
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// `mailto:`, `tel:`, `sms:` and their like. `javascript:` asks only if it leads away, and then as a page's
/// own script.
fn is_of_another_program(address: &str) -> bool {
    let of_a_page = ["http:", "https:", "blob:", "data:", "file:", "about:"];
    !of_a_page.iter().any(|scheme| address.starts_with(scheme))
}

/// Through the shadow roots that are open.
fn link_of(click: &Event) -> Option<HtmlAnchorElement> {
    let path = click.composed_path();
    // An image map's `<area>` has the same members.
    path.iter()
        .filter_map(|target| target.dyn_into::<Element>().ok())
        .find(|element| matches!(&*element.local_name(), "a" | "area") && element.has_attribute("href"))
        .map(JsCast::unchecked_into)
}

fn stays(link: &HtmlAnchorElement) -> bool {
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
