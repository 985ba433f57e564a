//! The browser half of the Cyrexa customer profile: everything that needs a DOM.

pub mod app;
pub mod components;
pub mod i18n;

/// Mounts the app on the page's body.
pub fn start() {
    leptos::mount::mount_to_body(app::App);
}
