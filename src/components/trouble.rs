//! A state in place of content: not found, not yours, not signed in, failed, not reachable. Says what happened and
//! offers what helps.

use leptos::prelude::*;

use super::Text;
use crate::i18n::{Messages, TroubleWords, use_i18n};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No such page.
    PageNotFound,
    /// No such customer.
    NotFound,
    /// Somebody else's customer.
    Forbidden,
    /// Nobody is signed in.
    Unauthorised,
    /// The gateway failed.
    Failed,
    /// The gateway does not answer.
    GatewayDown,
    /// Deleted while open.
    Deleted,
}

impl Trouble {
    /// Its words.
    #[must_use]
    pub const fn words(self, m: &Messages) -> &TroubleWords {
        match self {
            Self::PageNotFound => &m.page_not_found,
            Self::NotFound => &m.not_found,
            Self::Forbidden => &m.forbidden,
            Self::Unauthorised => &m.unauthorised,
            Self::Failed => &m.failed,
            Self::GatewayDown => &m.gateway_down,
            Self::Deleted => &m.deleted,
        }
    }
}

/// The page's heading, what it means, what to do (buttons and links, as children), and what to quote to support.
#[component]
pub fn TroublePanel(
    #[prop(into)] what: Signal<Trouble>,
    /// The request id, where there is one.
    #[prop(optional, into)]
    reference: Option<Signal<Option<String>>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = i18n.words(move |m| what.get().words(m).title.to_owned());
    let body = i18n.words(move |m| what.get().words(m).body.to_owned());
    let quote = i18n.words(move |m| {
        let id = reference.and_then(|reference| reference.get());
        id.map(|id| m.reference(&id)).unwrap_or_default()
    });
    view! {
        <div class="trouble">
            <h1 tabindex="-1">{title}</h1>
            <p>{body}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
            <p class="muted trouble-reference">{quote}</p>
        </div>
    }
}

/// Nothing there yet, and that is fine.
#[component]
pub fn EmptyState(#[prop(into)] title: Text, #[prop(into)] body: Text) -> impl IntoView {
    view! {
        <div class="empty">
            <h3>{title}</h3>
            <p class="muted">{body}</p>
        </div>
    }
}
