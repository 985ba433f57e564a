//! A modal question, on the browser's own `<dialog>`: it keeps the focus inside, makes the rest inert, closes on
//! Escape and gives the focus back to where it was.

use leptos::prelude::*;

use super::Text;

/// Follows `open`. `on_close` is called when the person closes it (Escape): the owner sets `open` to false.
#[component]
pub fn Dialog(
    /// Unique on the page; the heading's id comes from it.
    id: &'static str,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] title: Text,
    #[prop(into)] on_close: Callback<()>,
    /// The focus begins at the title and not at the first answer: there is much to read.
    #[prop(optional)]
    reads_first: bool,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let is_open = open.get();
        let Some(dialog) = node.get() else { return };
        if is_open && !dialog.open() {
            // Refused only when it is not in the document: then there is nothing to show.
            let _ = dialog.show_modal();
        } else if !is_open && dialog.open() {
            dialog.close();
        }
    });
    let closed = move |_| {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    let heading = format!("{id}-heading");
    view! {
        <dialog class="dialog" id=id node_ref=node aria-labelledby=heading on:close=closed>
            <h2 id=heading.clone() tabindex="-1" autofocus=reads_first>{title}</h2>
            {children()}
        </dialog>
    }
}
