//! A modal question, on the browser's own `<dialog>`: it keeps the focus inside, makes the rest inert, and
//! gives the focus back to where it was.

use cyrexa_view::{El, effect, el, use_root};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent};

/// Follows `open`. `on_close` is called when the person closes it (Escape): the owner sets `open` to false.
///
/// With `reads_first` the focus begins at the title and not at the first answer: there is much to read.
#[must_use]
pub fn dialog(
    id: &str,
    open: impl Fn() -> bool + Copy + Send + Sync + 'static,
    reads_first: bool,
    title: TextProp,
    on_close: impl Fn() + 'static,
    content: Vec<El>,
) -> El {
    let root = use_root();
    let title_id = [id, "-heading"].concat();
    let id = root.id(id);
    let heading = root.id(&title_id);
    let title = root.heading(2).attr("id", &heading).bind_text(title);
    let title = if reads_first {
        title.attr("tabindex", "-1")
    } else {
        title
    };
    let dialog = el("dialog")
        .class("dialog")
        .part("dialog")
        .attr("id", &id)
        .attr("aria-labelledby", &heading)
        .child(title)
        .children(content);
    let node: HtmlDialogElement = dialog.node().clone().unchecked_into();
    let closed = node.clone();
    // Not left to the browser: where ours opened without a click it closes the page's own <dialog> around us
    // together with it (the close watchers of both are one group), and a page's modal of another kind hears
    // of the key.
    let escaped = node.clone();
    let dialog = dialog.on("keydown", move |event| {
        // Autofill fires a plain event of that name, which has no key.
        let is_escape = |key: &KeyboardEvent| key.key() == "Escape" && !key.is_composing();
        if event.dyn_ref().is_some_and(is_escape) {
            event.prevent_default();
            event.stop_propagation();
            escaped.close();
        }
    });
    // The browser tells of a closing later: by then the dialog may be open again.
    let dialog = dialog.on("close", move |_| {
        if !closed.open() && untrack(open) {
            on_close();
        }
    });
    // Not while drawing: a dialog can open only once it is in the document.
    effect(move || {
        let is_open = open();
        if is_open && !node.open() {
            // Refused only when it is not in the document: then there is nothing to show.
            let _ = node.show_modal();
            // Not by `autofocus`: in a frame of another origin browsers complain of every element that has
            // it.
            if reads_first {
                root.focus(&title_id);
            }
        } else if !is_open && node.open() {
            node.close();
        }
    });
    dialog
}
