//! The browser half of the Cyrexa customer profile: everything that needs a DOM.

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod config;
pub mod customer_profile;
#[cfg(target_arch = "wasm32")]
mod heap;
pub mod i18n;
pub mod pages;
pub mod panels;
pub mod shell;
pub mod state;
pub mod widget;

use browser::{page, preferences, task};
use leptos::mount::mount_to_body;

/// Mounts the app on the page's body, in place of what stood there until now, for as long as the page lives.
/// Where the person's language has to be fetched that happens first: no other language flashes by.
pub fn start() {
    task::spawn(async {
        i18n::fetch(preferences::locale()).await;
        mount_to_body(app::App);
        page::remove("first-paint");
    });
}
