//! Doing again what depends on signals. One compiled piece of Leptos's effects for all of it.

use leptos::prelude::{Owner, RenderEffect};

use super::Kept;
use super::closure::Runs;
use super::place::{Place, within};
use crate::browser::task::spawn;

/// Runs now, and again whenever a signal that it read has changed, for as long as the owner of the caller lives. What
/// the run before owned is undone first.
pub fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

fn follow_boxed(mut run: Box<dyn Runs>) {
    let place = Place::now();
    Kept::new(RenderEffect::new(move |_: Option<()>| {
        within(place, || run.run())
    }));
}

/// The same, first run once the elements that are being drawn are in the document.
pub fn after_drawing(run: impl FnMut() + 'static) {
    after_drawing_boxed(Box::new(run));
}

fn after_drawing_boxed(run: Box<dyn Runs>) {
    let (owner, place, still_drawn) = (Owner::current(), Place::now(), Kept::new(()));
    spawn(async move {
        if let (Some(owner), Some(())) = (owner, still_drawn.with(|()| ())) {
            owner.with(|| within(place, || follow_boxed(run)));
        }
    });
}
