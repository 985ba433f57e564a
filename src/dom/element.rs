//! An element, built by chained calls; what depends on signals follows them.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

use super::closure::Gives;
use super::{Kept, Text, follow, use_place};
use crate::browser::listener::Listener;

/// One element of the page. Everything that can be refused below (a malformed name) is a literal of ours.
#[derive(Clone)]
pub struct El(Element);

/// Marks elements whose content is one text that follows; in debug builds.
const TEXT_ONLY: &str = "cyrexaTextOnly";

/// A new element of that tag.
#[must_use]
pub fn el(tag: &str) -> El {
    El(document().create_element(tag).expect("tags are literals of ours"))
}

impl El {
    /// The browser's own element.
    #[must_use]
    pub const fn node(&self) -> &Element {
        &self.0
    }

    /// The classes.
    #[must_use]
    pub fn class(self, names: &str) -> Self {
        self.0.set_class_name(names);
        self
    }

    /// What a merchant's style sheet may call it: `::part(name)`.
    #[must_use]
    pub fn part(self, name: &str) -> Self {
        self.attr("part", name)
    }

    /// An attribute that stays.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// An attribute that follows; `None` takes it off.
    #[must_use]
    pub fn bind(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.bind_boxed(name, Box::new(value));
        self
    }

    fn bind_boxed(&self, name: &'static str, value: Box<dyn Gives<Option<String>>>) {
        let element = self.0.clone();
        let mut shown = None;
        follow(move || {
            let now = value.give();
            if now != shown {
                let _ = match &now {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
                shown = now;
            }
        });
    }

    /// An attribute that is `"true"` or not there.
    #[must_use]
    pub fn bind_flag(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        self.bind(name, move || is_on().then(|| "true".to_owned()))
    }

    /// A class that comes and goes.
    #[must_use]
    pub fn class_if(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        let classes = self.0.class_list();
        follow(move || {
            let _ = classes.toggle_with_force(name, is_on());
        });
        self
    }

    /// The `value` of an input, as opposed to its attribute.
    #[must_use]
    pub fn value(self, text: Text) -> Self {
        let element = self.clone();
        follow(move || element.set_property("value", &JsValue::from(text.get())));
        self
    }

    /// A boolean property that follows.
    #[must_use]
    pub fn flag(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        let element = self.clone();
        follow(move || element.set_property(name, &JsValue::from(is_on())));
        self
    }

    fn set_property(&self, name: &str, value: &JsValue) {
        let name = JsValue::from_str(name);
        // Setting the same text again would move the caret.
        if js_sys::Reflect::get(&self.0, &name).as_ref() != Ok(value) {
            let _ = js_sys::Reflect::set(&self.0, &name, value);
        }
    }

    /// Text that stays.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.append(&document().create_text_node(text));
        self
    }

    /// Text that follows, and the only content of this element. Beside other content it needs an element of its own:
    /// [`Self::span`].
    ///
    /// It is written through the element, and only when it is another one: page translators and extensions replace text
    /// nodes by elements of theirs, `Node.normalize()` merges or drops them (docs/field-cases.md, c01b).
    #[must_use]
    pub fn words(self, text: Text) -> Self {
        debug_assert!(
            self.0.first_child().is_none(),
            "beside other content it is a span"
        );
        if cfg!(debug_assertions) {
            let _ = js_sys::Reflect::set(&self.0, &TEXT_ONLY.into(), &JsValue::TRUE);
        }
        let element = self.0.clone();
        let mut shown = String::new();
        follow(move || {
            let now = text.get();
            if now != shown {
                element.set_text_content(Some(&now));
                shown = now;
            }
        });
        self
    }

    /// Text that follows, beside other content.
    #[must_use]
    pub fn span(self, text: Text) -> Self {
        self.child(el("span").words(text))
    }

    /// An element inside.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        self.append(&child.0);
        self
    }

    /// Elements inside, in order.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Elements inside that are drawn anew whenever the key is another. What the old ones owned is undone first;
    /// signals that `draw` itself reads are not followed.
    #[must_use]
    pub fn dynamic<K: PartialEq + 'static>(
        self,
        key: impl Fn() -> K + 'static,
        draw: impl Fn(&K) -> Vec<Self> + 'static,
    ) -> Self {
        let drawn = None;
        self.dynamic_boxed(Box::new(Keyed { drawn, key, draw }));
        self
    }

    /// One element inside while the claim holds.
    #[must_use]
    pub fn maybe(self, claim: impl Fn() -> bool + 'static, draw: impl Fn() -> Self + 'static) -> Self {
        self.dynamic(claim, move |holds| if *holds { vec![draw()] } else { Vec::new() })
    }

    fn dynamic_boxed(&self, mut inside: Box<dyn Redraw>) {
        // A comment: `Node.normalize()` drops empty text nodes.
        let end: Node = document().create_comment("").into();
        self.append(&end);
        let parent: Node = self.0.clone().into();
        let mut drawn: Vec<Self> = Vec::new();
        let mut scope = Scope::new();
        follow(move || {
            let Some(new) = inside.redraw(&mut scope) else {
                return;
            };
            let mut had_focus = false;
            for old in drawn.drain(..) {
                had_focus |= old.0.matches(":focus-within") == Ok(true);
                old.0.remove();
            }
            // Whoever moved the marker has moved the place; whoever removed it has not removed what we show.
            let at = end.parent_node().unwrap_or_else(|| {
                let _ = parent.append_child(&end);
                parent.clone()
            });
            for new in &new {
                let _ = at.insert_before(&new.0, Some(&end));
            }
            drawn = new;
            if had_focus {
                // Else the keyboard and a screen reader would begin anew at the top of the document.
                use_place().focus_first(".page [tabindex='-1']");
            }
        });
    }

    /// Listens, for as long as the owner of the caller lives.
    #[must_use]
    pub fn on(self, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let listener = Listener::on(&self.0, event, callback);
        Kept::new(listener);
        self
    }

    /// Gives it the focus, if it can have it.
    pub fn focus(&self) {
        if let Some(element) = self.0.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    }

    fn append(&self, node: &Node) {
        let is_text_only =
            cfg!(debug_assertions) && js_sys::Reflect::get(&self.0, &TEXT_ONLY.into()) == Ok(JsValue::TRUE);
        debug_assert!(!is_text_only, "the next text would overwrite it");
        let _ = self.0.append_child(node);
    }
}

trait Redraw {
    /// New elements where the key is another, in a scope renewed for them.
    fn redraw(&mut self, scope: &mut Scope) -> Option<Vec<El>>;
}

struct Keyed<K, F, D> {
    /// The key of what is there.
    drawn: Option<K>,
    key: F,
    draw: D,
}

impl<K: PartialEq, F: Fn() -> K, D: Fn(&K) -> Vec<El>> Redraw for Keyed<K, F, D> {
    fn redraw(&mut self, scope: &mut Scope) -> Option<Vec<El>> {
        let now = (self.key)();
        if self.drawn.as_ref() == Some(&now) {
            return None;
        }
        let now = self.drawn.insert(now);
        Some(scope.renew(&mut || (self.draw)(now)))
    }
}

/// What one drawing owns. Not the effect's own owner, which is cleaned up at every run: only a new key may undo it.
struct Scope {
    outer: Owner,
    inner: Option<Owner>,
}

impl Scope {
    fn new() -> Self {
        Self {
            outer: Owner::current().unwrap_or_default(),
            inner: None,
        }
    }

    fn renew(&mut self, draw: &mut dyn FnMut() -> Vec<El>) -> Vec<El> {
        if let Some(old) = self.inner.take() {
            old.cleanup();
        }
        self.inner.insert(self.outer.child()).with(|| untrack(draw))
    }
}
