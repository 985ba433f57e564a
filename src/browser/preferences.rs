//! What a person chose of the page's looks, kept for the next visit: language and theme, nothing about the
//! person.

use web_sys::Storage;

use super::page::{document, window};
use crate::components::Theme;
use crate::i18n::Locale;

const LOCALE: &str = "cyrexa-locale";
const THEME: &str = "cyrexa-theme";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or refused storage remembers nothing.
        let _ = storage.set_item(key, value);
    }
}

/// The language chosen before, else the best of those that the browser asks for.
#[must_use]
pub fn locale() -> Locale {
    let chosen = read(LOCALE).as_deref().and_then(Locale::from_tag);
    chosen.unwrap_or_else(|| {
        let wanted: Vec<String> = window()
            .navigator()
            .languages()
            .iter()
            .filter_map(|tag| tag.as_string())
            .collect();
        Locale::negotiate(wanted.iter().map(String::as_str))
    })
}

/// Remembers a language.
pub fn keep_locale(locale: Locale) {
    write(LOCALE, locale.tag());
}

/// The theme chosen before.
#[must_use]
pub fn theme() -> Theme {
    read(THEME)
        .as_deref()
        .and_then(Theme::from_name)
        .unwrap_or_default()
}

/// Remembers a theme.
pub fn keep_theme(theme: Theme) {
    write(THEME, theme.name());
}

/// Shows a theme.
pub fn show_theme(theme: Theme) {
    if let Some(root) = document().document_element() {
        // The name is well-formed, which is all that could be refused.
        let _ = root.set_attribute("data-theme", theme.name());
    }
}
