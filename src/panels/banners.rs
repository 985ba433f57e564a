//! What a person must know of the whole page: offline, signed out, other rules, changes that cannot be seen in time.

use cyrexa_editor::{FailureKind, Session, SessionStatus, Why};
use leptos::prelude::*;

use crate::browser::page;
use crate::components::{Banner, Button, Tone, Trouble};
use crate::i18n::use_i18n;
use crate::state::Editing;

/// Every banner that the session's state asks for.
#[component]
pub fn SessionBanners() -> impl IntoView {
    let i18n = use_i18n();
    let editing = Editing::of_page();
    let is_offline = editing.memo(|session| !session.is_online());
    let is_signed_out = editing.memo(|session| session.status() == SessionStatus::AuthRequired);
    let is_duplicate = editing.memo(|session| session.status() == SessionStatus::NotSaved(Why::Duplicate));
    let is_gone = editing.memo(|session| session.baseline().is_some() && session.status() == SessionStatus::NotFound);
    let has_stale_rules = Memo::new(move |_| editing.has_stale_rules());
    view! {
        {move || is_offline.get().then(|| view! {
            <Banner tone=Tone::Warning title=i18n.text(|m| m.offline.title) body=i18n.text(|m| m.offline.body)/>
        })}
        {move || is_signed_out.get().then(|| view! {
            <Banner tone=Tone::Danger title=i18n.text(|m| m.signed_out.title) body=i18n.text(|m| m.signed_out.body)>
                <Button label=i18n.text(|m| m.sign_in) on_click=move |()| editing.sign_in()/>
            </Banner>
        })}
        {move || is_duplicate.get().then(|| view! {
            <Banner tone=Tone::Danger title=i18n.text(|m| m.duplicate.title) body=i18n.text(|m| m.duplicate.body)/>
        })}
        {move || is_gone.get().then(|| view! {
            <Banner tone=Tone::Danger title=i18n.text(|m| m.deleted.title) body=i18n.text(|m| m.deleted.body)/>
        })}
        {move || has_stale_rules.get().then(|| view! {
            <Banner title=i18n.text(|m| m.stale_rules.title) body=i18n.text(|m| m.stale_rules.body)>
                <Button label=i18n.text(|m| m.reload) on_click=|()| page::reload()/>
            </Banner>
        })}
    }
}

/// A trouble that stands in place of content, while there is nothing to show.
#[must_use]
pub fn trouble(session: &Session) -> Option<Trouble> {
    if session.baseline().is_some() {
        return None;
    }
    match session.status() {
        SessionStatus::NotFound => Some(Trouble::NotFound),
        SessionStatus::Forbidden => Some(Trouble::Forbidden),
        SessionStatus::AuthRequired => Some(Trouble::Unauthorised),
        SessionStatus::Failed(FailureKind::Network | FailureKind::Timeout | FailureKind::Server(502 | 504)) => {
            Some(Trouble::GatewayDown)
        }
        SessionStatus::Failed(_) => Some(Trouble::Failed),
        _ => None,
    }
}
