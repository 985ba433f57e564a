//! Elements that come and go with a key.

use leptos::prelude::{Owner, document, untrack};
use web_sys::Node;

use crate::closure::Getter;
use crate::effect::render_effect;
use crate::{El, use_root};

impl El {
    /// Elements inside that are drawn anew whenever the key changes. What the old ones owned is cleaned up
    /// first; signals that `draw` itself reads are not tracked.
    #[must_use]
    pub fn keyed<K: PartialEq + 'static>(
        self,
        key: impl Fn() -> K + 'static,
        draw: impl Fn(&K) -> Vec<Self> + 'static,
    ) -> Self {
        self.keyed_boxed(Box::new(Keyed {
            drawn: None,
            key,
            draw,
        }));
        self
    }

    /// One element inside while the condition holds.
    #[must_use]
    pub fn when(self, condition: impl Fn() -> bool + 'static, draw: impl Fn() -> Self + 'static) -> Self {
        self.when_boxed(Box::new(condition), Box::new(draw))
    }

    fn when_boxed(self, condition: Box<dyn Getter<bool>>, draw: Box<dyn Getter<Self>>) -> Self {
        let draw = move |holds: &bool| if *holds { vec![draw.get()] } else { Vec::new() };
        self.keyed(move || condition.get(), draw)
    }

    fn keyed_boxed(&self, mut inside: Box<dyn Redraw>) {
        // A comment: `Node.normalize()` drops empty text nodes.
        let end: Node = document().create_comment("").into();
        self.append(&end);
        let parent: Node = self.node().clone().into();
        let mut drawn: Vec<Self> = Vec::new();
        // Not the effect's own owner, which is cleaned up at every run: only a new key may do that.
        let scope = Owner::new();
        render_effect(move || {
            let Some(new) = inside.redraw(&scope) else {
                return;
            };
            let mut had_focus = false;
            for old in drawn.drain(..) {
                had_focus |= old.node().matches(":focus-within") == Ok(true);
                old.node().remove();
            }
            // If the marker was moved, the new elements go where it is. If it was removed, it is put back.
            let at = end.parent_node().unwrap_or_else(|| {
                let _ = parent.append_child(&end);
                parent.clone()
            });
            for new in &new {
                let _ = at.insert_before(new.node(), Some(&end));
            }
            drawn = new;
            if had_focus {
                // Else the keyboard and a screen reader would begin anew at the top of the document.
                use_root().refocus();
            }
        });
    }
}

trait Redraw {
    /// New elements where the key has changed, drawn in the scope, which is cleaned up before.
    fn redraw(&mut self, scope: &Owner) -> Option<Vec<El>>;
}

struct Keyed<K, F, D> {
    /// The key of what is shown.
    drawn: Option<K>,
    key: F,
    draw: D,
}

impl<K: PartialEq, F: Fn() -> K, D: Fn(&K) -> Vec<El>> Redraw for Keyed<K, F, D> {
    fn redraw(&mut self, scope: &Owner) -> Option<Vec<El>> {
        let now = (self.key)();
        if self.drawn.as_ref() == Some(&now) {
            return None;
        }
        let now = self.drawn.insert(now);
        Some(draw_in(scope, &mut || (self.draw)(now)))
    }
}

fn draw_in(scope: &Owner, draw: &mut dyn FnMut() -> Vec<El>) -> Vec<El> {
    scope.with_cleanup(|| untrack(draw))
}
