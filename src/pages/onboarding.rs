//! `/`: become a customer.

use std::rc::Rc;

use cyrexa_editor::Target;
use cyrexa_view::{El, el};

use crate::i18n::use_i18n;
use crate::panels::{Onboarding, follow_title};
use crate::shell::use_shell;

/// Onboarding, with a link to the profile at its end.
#[must_use]
pub fn onboarding() -> El {
    let editing = use_shell().open(Target::Create);
    let onboarding = Onboarding::new(editing);
    follow_title(onboarding.title());
    onboarding.draw(Rc::new(|id| {
        el("a")
            .class("button button-primary")
            .attr("href", &["/customers/", &id.to_string()].concat())
            .bind_text(use_i18n().text(|m| m.view_profile))
    }))
}
