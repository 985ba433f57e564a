//! Text on the screen that depends on signals.

use leptos::prelude::TextProp;

use crate::closure::Getter;

/// Leptos's text that may change: whoever shows it runs again when a signal does that the closure reads.
/// Compiled once, whatever the closure.
#[must_use]
pub fn text(derive: impl Fn() -> String + Send + Sync + 'static) -> TextProp {
    text_boxed(Box::new(derive))
}

fn text_boxed(derive: Box<dyn Getter<String> + Send + Sync>) -> TextProp {
    (move || derive.get()).into()
}
