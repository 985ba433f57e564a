//! `sessionStorage`, for what the integrator chose to keep over a reload. A browser that refuses it keeps
//! nothing.

use web_sys::Storage;

use super::page::window;

fn session() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What is kept under a key.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Keeps a text. A full storage keeps nothing.
pub fn write(key: &str, text: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(key, text);
    }
}

/// Forgets everything under keys of that kind.
pub fn remove_where(is_meant: impl Fn(&str) -> bool) {
    let Some(storage) = session() else { return };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    // All of them first: removing one moves the others.
    for key in keys.collect::<Vec<_>>() {
        if is_meant(&key) {
            let _ = storage.remove_item(&key);
        }
    }
}

/// Forgets it.
pub fn remove(key: &str) {
    if let Some(storage) = session() {
        let _ = storage.remove_item(key);
    }
}
