//! The browser half of the Cyrexa customer profile: everything that needs a DOM.

pub mod app;

/// Mounts the app on the page's body.
pub fn start() {
    leptos::mount::mount_to_body(app::App);
}
