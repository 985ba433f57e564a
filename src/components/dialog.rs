//! A modal dialog, the browser's own `<dialog>`: it keeps the focus inside, makes the rest of the page inert,
//! and returns the focus when it closes.

use cyrexa_view::{El, effect, el, use_root};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent};

/// Follows `open`. `on_close` is called when the user closes it (Escape): the caller sets `open` to false.
///
/// With `reads_first` the focus starts at the title and not at the first answer: for a long text.
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
    // Escape is not left to the browser. Where ours was opened without a click, the browser also closes the
    // page's own <dialog> around it (both close watchers are one group), and the page's modal of another kind
    // receives the key.
    let escaped = node.clone();
    let dialog = dialog.on("keydown", move |event| {
        // Autofill fires a plain `Event` with this name, which has no key.
        let is_escape = |key: &KeyboardEvent| key.key() == "Escape" && !key.is_composing();
        if event.dyn_ref().is_some_and(is_escape) {
            event.prevent_default();
            event.stop_propagation();
            escaped.close();
        }
    });
    // `close` fires later: by then the dialog may be open again.
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
            // Not by `autofocus`: in a cross-origin frame browsers log a warning for each element with it.
            if reads_first {
                root.focus(&title_id);
            }
        } else if !is_open && node.open() {
            node.close();
        }
    });
    dialog
}
