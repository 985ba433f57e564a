//! Links that leave the page where it is. Browsers fire `beforeunload` for them all the same.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement};

use super::listener::Listener;
use super::page::window;
use super::timer::Timer;

/// After a click on such a link the browser asks within this many milliseconds: at once in Chromium, in a later task in Firefox.
const UNTIL_ASKED: u64 = 500;

thread_local! {
    /// Runs while a `beforeunload` may be that of such a link.
    static FOLLOWED: RefCell<Option<Timer>> = const { RefCell::new(None) };
}

/// Calls back when the page is about to be left, unless by a link that leaves it where it is.
#[must_use]
pub fn on_leave(mut asked: impl FnMut(Event) + 'static) -> [Listener; 2] {
    [
        // Before any handler of the page, which may stop the event.
        Listener::capturing(&window(), "click", |click| {
            let timer = link_of(&click).is_some_and(|link| stays(&link)).then(|| {
                Timer::after(UNTIL_ASKED, || {
                    FOLLOWED.take();
                })
            });
            FOLLOWED.set(timer);
        }),
        Listener::on(&window(), "beforeunload", move |event| {
            if FOLLOWED.with_borrow(Option::is_none) {
                asked(event);
            }
        }),
    ]
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
    let (protocol, origin) = (link.protocol(), window().location().origin());
    match &*protocol {
        // `download` counts for the page's own files only (HTML, "downloading resources").
        "http:" | "https:" => link.has_attribute("download") && origin.ok() == Some(link.origin()),
        "blob:" | "data:" | "file:" => link.has_attribute("download"),
        // `mailto:`, `tel:`, `sms:`: another program. `javascript:` asks only if it leads away, and then as a page's own script.
        _ => true,
    }
}
