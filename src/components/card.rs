//! A titled part of a page.

use crate::dom::{El, Text, el, use_place};

/// A region named by its heading. The id is unique on the page; the heading's comes from it.
#[must_use]
pub fn card(id: &str, title: Text) -> El {
    card_with_action(id, title, None)
}

/// The same with room for one action beside the heading.
#[must_use]
pub fn card_with_action(id: &str, title: Text, action: Option<El>) -> El {
    let place = use_place();
    let id = place.id(id);
    let heading = [&id, "-heading"].concat();
    let title = place
        .heading(2)
        .part("heading")
        .attr("id", &heading)
        .attr("tabindex", "-1")
        .words(title);
    let head = el("div").class("card-head").child(title).children(action);
    el("section")
        .class("card")
        .part("section")
        .attr("id", &id)
        .attr("aria-labelledby", &heading)
        .child(head)
}
