//! A titled part of a page.

use cyrexa_view::{El, el, use_root};
use leptos::prelude::*;

/// A region named by its heading. The id is unique on the page; the heading's comes from it.
#[must_use]
pub fn card(id: &str, title: TextProp) -> El {
    card_with_action(id, title, None)
}

/// The same with one action beside the heading.
#[must_use]
pub fn card_with_action(id: &str, title: TextProp, action: Option<El>) -> El {
    let root = use_root();
    let id = root.id(id);
    let heading = [&id, "-heading"].concat();
    let title = root
        .heading(2)
        .part("heading")
        .attr("id", &heading)
        .attr("tabindex", "-1")
        .bind_text(title);
    let head = el("div").class("card-head").child(title).children(action);
    el("section")
        .class("card")
        .part("section")
        .attr("id", &id)
        .attr("aria-labelledby", &heading)
        .child(head)
}
