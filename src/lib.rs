//! The browser half of the Cyrexa customer profile: everything that needs a DOM.

pub mod api;
pub mod app;
pub mod browser;
pub mod components;
pub mod config;
pub mod i18n;
pub mod pages;
pub mod panels;
pub mod state;

/// Mounts the app on the page's body, in place of what stood there until now.
pub fn start() {
    leptos::mount::mount_to_body(app::App);
    browser::page::remove("first-paint");
}
