//! The browser half of the Cyrexa customer profile: everything that needs a DOM.

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod config;
pub mod dom;
pub mod i18n;
pub mod pages;
pub mod panels;
pub mod state;

/// Mounts the app on the page's body, in place of what stood there until now, for as long as the page lives.
pub fn start() {
    if let Some(body) = browser::page::document().body() {
        std::mem::forget(dom::mount(&body, app::app));
        browser::page::remove("first-paint");
    }
}
