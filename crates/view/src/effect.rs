//! Leptos's effects, compiled once for all closures.

use leptos::prelude::{Effect, RenderEffect, on_cleanup};

use crate::closure::Action;

/// Leptos's [`Effect`]: runs once the elements that are being drawn are in the document, and again whenever a
/// signal that it read has changed, for as long as the owner of the caller lives.
pub fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(mut run: Box<dyn Action>) {
    Effect::new(move || run.run());
}

/// Leptos's [`RenderEffect`], kept by the owner of the caller: the first run is at once.
pub(crate) fn render_effect(run: impl FnMut() + 'static) {
    render_effect_boxed(Box::new(run));
}

fn render_effect_boxed(mut run: Box<dyn Action>) {
    let effect = RenderEffect::new(move |_: Option<()>| run.run());
    on_cleanup(move || drop(effect));
}
