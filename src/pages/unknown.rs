//! An address that is no page of ours.

use leptos::prelude::*;

use crate::components::{Trouble, TroublePanel};
use crate::i18n::use_i18n;
use crate::panels::follow_title;

/// Says so, and leads to the start.
#[component]
pub fn UnknownPage() -> impl IntoView {
    let i18n = use_i18n();
    follow_title(i18n.text(|m| m.page_not_found.title));
    view! {
        <TroublePanel what=Trouble::PageNotFound>
            <a class="button" href="/">{i18n.text(|m| m.start_page)}</a>
        </TroublePanel>
    }
}
