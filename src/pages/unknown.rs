//! An address that is no page of ours.

use cyrexa_view::{El, el};

use crate::components::{Trouble, trouble_panel};
use crate::i18n::use_i18n;
use crate::panels::follow_title;

/// Says so, and leads to the start.
#[must_use]
pub fn unknown_page() -> El {
    let i18n = use_i18n();
    follow_title(i18n.words(|m| [m.page_not_found.title, " – Cyrexa"].concat()));
    el("div")
        .class("page")
        .child(trouble_panel(Trouble::PageNotFound, vec![start_link()]))
}

/// The link to the start page, as a button.
pub(super) fn start_link() -> El {
    el("a")
        .class("button")
        .attr("href", "/")
        .bind_text(use_i18n().text(|m| m.start_page))
}
