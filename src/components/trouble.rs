//! An error state in place of content: not found, not yours, not signed in, failed, not reachable. It says
//! what happened and offers what helps.

use cyrexa_view::{El, el, use_root};
use leptos::prelude::*;

use crate::i18n::{Messages, TroubleWords, use_i18n};

/// Why there is no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No such page.
    PageNotFound,
    /// No such customer.
    NotFound,
    /// Another user's customer.
    Forbidden,
    /// No user is signed in.
    Unauthorised,
    /// Perhaps no user is signed in: something other than the gateway answered.
    MaybeSignedOut,
    /// The gateway sent another customer's record.
    OtherCustomer,
    /// No usable token could be obtained.
    NoToken,
    /// The gateway failed.
    Failed,
    /// The gateway does not answer.
    GatewayDown,
    /// Deleted while open.
    Deleted,
}

impl Trouble {
    /// Its texts.
    #[must_use]
    pub const fn words(self, m: &Messages) -> &TroubleWords {
        match self {
            Self::PageNotFound => &m.page_not_found,
            Self::NotFound => &m.not_found,
            Self::Forbidden => &m.forbidden,
            Self::Unauthorised => &m.unauthorised,
            Self::MaybeSignedOut => &m.maybe_signed_out,
            Self::OtherCustomer => &m.other_customer,
            Self::NoToken => &m.no_token,
            Self::Failed => &m.failed,
            Self::GatewayDown => &m.gateway_down,
            Self::Deleted => &m.deleted,
        }
    }
}

/// The page's heading, what it means, and what to do (buttons and links).
#[must_use]
pub fn trouble_panel(what: Trouble, actions: Vec<El>) -> El {
    let i18n = use_i18n();
    let panel = el("div")
        .class("trouble")
        .child(
            use_root()
                .heading(1)
                .attr("tabindex", "-1")
                .bind_text(i18n.words(move |m| what.words(m).title.to_owned())),
        )
        .child(el("p").bind_text(i18n.words(move |m| what.words(m).body.to_owned())));
    if actions.is_empty() {
        return panel;
    }
    panel.child(el("div").class("row").children(actions))
}

/// The empty state: nothing there yet.
#[must_use]
pub fn empty_state(title: TextProp, body: TextProp) -> El {
    el("div")
        .class("empty")
        .child(use_root().heading(3).bind_text(title))
        .child(el("p").class("muted").bind_text(body))
}
