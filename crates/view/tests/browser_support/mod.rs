//! Something on the screen, in a root of its own.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::cell::Cell;
use std::rc::Rc;

use cyrexa_view::{El, RootOptions, ViewRoot};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// What is on the screen, until it is dropped.
pub(crate) struct Screen<V: Mountable = El> {
    root: HtmlElement,
    pub(crate) view_root: ViewRoot,
    _mounted: UnmountHandle<V>,
}

impl<V: Mountable> Drop for Screen<V> {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Mounts an element.
pub(crate) fn show(draw: impl FnOnce() -> El + 'static) -> Screen<El> {
    show_view(draw)
}

/// Mounts any view.
pub(crate) fn show_view<V: IntoView>(draw: impl FnOnce() -> V + 'static) -> Screen<V::State> {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let provided = Rc::new(Cell::new(None));
    let (context, parent) = (Rc::clone(&provided), root.clone());
    let mounted = mount_to(root.clone(), move || {
        let options = RootOptions::of_page(&parent, "[tabindex='-1']");
        context.set(Some(ViewRoot::provide(options)));
        draw()
    });
    Screen {
        root,
        view_root: provided.get().unwrap(),
        _mounted: mounted,
    }
}

impl<V: Mountable> Screen<V> {
    /// Everything that matches a selector, in document order.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|at| found.get(at).unwrap().unchecked_into())
            .collect()
    }

    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    pub(crate) fn html(&self) -> String {
        self.root.inner_html()
    }
}

/// Lets effects run and the browser draw.
pub(crate) async fn frame() {
    let drawn = js_sys::Promise::new(&mut |done, _| {
        request_animation_frame(move || {
            done.call0(&JsValue::UNDEFINED).unwrap();
        });
    });
    JsFuture::from(drawn).await.unwrap();
}
