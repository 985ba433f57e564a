//! The languages that are there: English always, another one once its pack has been fetched.

use std::cell::Cell;

use cyrexa_messages::{EN, Locale, Messages, address, unpack};
use gloo_net::http::Request;

/// Below the page's root. `cargo xtask assets` makes what lies there.
const FOLDER: &str = "/i18n/";

thread_local! {
    static FETCHED: Cell<[Option<&'static Messages>; Locale::ALL.len()]> =
        const { Cell::new([None; Locale::ALL.len()]) };
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
    let url = [FOLDER, &address(locale)].concat();
    // An error page of the server is no pack: its status need not be asked for.
    if let Ok(answer) = Request::get(&url).send().await
        && let Ok(text) = answer.text().await
    {
        install(text);
    }
}
