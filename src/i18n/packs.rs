//! The languages that are there: English always, another one once its pack has been fetched.

use std::cell::{Cell, RefCell};

use cyrexa_messages::{EN, Locale, Messages, address, unpack};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api::{Call, send};

/// Below the page's root. `cargo xtask assets` makes what lies there.
const FOLDER: &str = "/i18n/";

thread_local! {
    static FETCHED: Cell<[Option<&'static Messages>; Locale::ALL.len()]> =
        const { Cell::new([None; Locale::ALL.len()]) };
    static SOURCE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// The catalogue of a language, if it is there.
#[must_use]
pub(super) fn present(locale: Locale) -> Option<&'static Messages> {
    match locale {
        Locale::En => Some(&EN),
        other => FETCHED.get()[other as usize],
    }
}

/// Takes a pack in. What is no pack for this page changes nothing.
pub fn install(pack: String) {
    if let Some(messages) = unpack(pack) {
        let mut fetched = FETCHED.get();
        fetched[messages.locale as usize] = Some(Box::leak(Box::new(messages)));
        FETCHED.set(fetched);
    }
}

/// Fetches a language where it is not there. Where that fails it is not there afterwards either.
pub async fn fetch(locale: Locale) {
    if present(locale).is_some() {
        return;
    }
    let source = SOURCE.with_borrow(Clone::clone);
    let text = match source {
        Some(source) => asked(&source, locale).await,
        None => read(locale).await,
    };
    // An error page of the server is no pack: its status need not be asked for.
    if let Some(text) = text {
        install(text);
    }
}

async fn read(locale: Locale) -> Option<String> {
    let call = Call {
        // Its address names its content.
        may_be_cached: true,
        ..Call::get([FOLDER, &address(locale)].concat(), None)
    };
    Some(send(call, None).await.ok()?.content.text)
}

async fn asked(source: &Function, locale: Locale) -> Option<String> {
    let promise: Promise = source
        .call1(&JsValue::UNDEFINED, &JsValue::from_str(locale.tag()))
        .ok()?
        .dyn_into()
        .ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}

/// Where packs come from instead of the page's own folder: `async (tag) => text`.
pub fn set_source(source: Function) {
    SOURCE.set(Some(source));
}
