//! Messages about the whole page: offline, signed out, other rules, changed elsewhere, deleted.

use cyrexa_editor::{Event, FailureKind, Session, SessionStatus, Why};
use cyrexa_view::{El, el};
use leptos::prelude::*;

use crate::browser::page;
use crate::components::{ButtonKind, Tone, Trouble, banner, button};
use crate::i18n::{Messages, TroubleWords, use_i18n};
use crate::state::{Editing, NoToken};

/// All banners of the session's state.
#[must_use]
pub fn session_banners(editing: Editing) -> El {
    let i18n = use_i18n();
    let sign_in = move || {
        button(ButtonKind::Quiet, i18n.text(|m| m.sign_in), move || {
            editing.sign_in()
        })
    };
    let reload = move || button(ButtonKind::Quiet, i18n.text(|m| m.reload), page::reload);
    let try_again = move || {
        button(ButtonKind::Quiet, i18n.text(|m| m.retry), move || {
            editing.probe_network()
        })
    };
    let all = el("div").class("banners");
    let is_online = move || editing.with(Session::is_online);
    let all = shown_while(
        all,
        move || !is_online() && editing.with(|session| session.baseline().is_some()),
        Tone::Warning,
        |m| &m.offline,
        move || vec![try_again()],
    );
    let all = shown_while(
        all,
        move || editing.with(is_signed_out),
        Tone::Danger,
        |m| &m.signed_out,
        move || vec![sign_in()],
    );
    let all = shown_while(
        all,
        move || editing.with(has_no_token),
        Tone::Warning,
        |m| &m.no_token,
        move || vec![ask_again(editing)],
    );
    let all = shown_while(
        all,
        move || editing.with(is_gone),
        Tone::Danger,
        |m| &m.deleted,
        Vec::new,
    );
    let all = strange_answer(all, editing);
    let all = elsewhere(all, editing);
    shown_while(
        all,
        move || editing.has_stale_rules(),
        Tone::Info,
        |m| &m.stale_rules,
        move || vec![reload()],
    )
}

fn shown_while(
    all: El,
    claim: impl Fn() -> bool + 'static,
    tone: Tone,
    about: fn(&'static Messages) -> &'static TroubleWords,
    actions: impl Fn() -> Vec<El> + 'static,
) -> El {
    let i18n = use_i18n();
    all.when(claim, move || {
        let title = i18n.words(move |m| about(m).title.to_owned());
        let body = i18n.words(move |m| about(m).body.to_owned());
        banner(tone, title, body, actions())
    })
}

/// A warning that something other than the gateway answers, with a retry button. While a save waits, that
/// button is in the save status.
fn strange_answer(all: El, editing: Editing) -> El {
    let i18n = use_i18n();
    let what = move || {
        editing.with(|session| {
            let is_told = session.baseline().is_some() && session.status() != SessionStatus::AuthRequired;
            let kind = session.foreign_answer().filter(|_| is_told);
            (kind, session.is_busy())
        })
    };
    all.keyed(what, move |(kind, is_busy)| {
        let Some(kind) = *kind else { return Vec::new() };
        let words = move |m: &'static Messages| match kind {
            FailureKind::MaybeSignedOut => &m.maybe_signed_out,
            FailureKind::OtherCustomer => &m.other_customer,
            _ => &m.strange_answer,
        };
        let mut actions = Vec::new();
        if kind == FailureKind::MaybeSignedOut {
            actions.push(button(ButtonKind::Quiet, i18n.text(|m| m.sign_in), move || {
                editing.sign_in();
            }));
        }
        if !is_busy {
            actions.push(button(ButtonKind::Quiet, i18n.text(|m| m.retry), move || {
                editing.dispatch(Event::Retry);
            }));
        }
        let title = i18n.words(move |m| words(m).title.to_owned());
        let body = i18n.words(move |m| words(m).body.to_owned());
        vec![banner(Tone::Warning, title, body, actions)]
    })
}

/// Changes made elsewhere. Stays until the user edits, since the live region announces it only once.
fn elsewhere(all: El, editing: Editing) -> El {
    let i18n = use_i18n();
    all.keyed(
        move || editing.elsewhere(),
        move |notice| {
            let Some(notice) = *notice else { return Vec::new() };
            let title = i18n.words(move |m| m.notice(notice));
            vec![banner(
                Tone::Info,
                title,
                TextProp::from(String::new()),
                Vec::new(),
            )]
        },
    )
}

fn is_signed_out(session: &Session) -> bool {
    session.status() == SessionStatus::AuthRequired && session.baseline().is_some()
}

fn has_no_token(session: &Session) -> bool {
    session.status() == SessionStatus::NoToken && session.baseline().is_some()
}

/// Calls the token provider again. One that threw may have meant that no user is signed in.
pub(crate) fn ask_again(editing: Editing) -> El {
    let label = use_i18n().words(move |m| {
        match editing.no_token() {
            Some(NoToken::Threw) => m.sign_in,
            _ => m.retry,
        }
        .to_owned()
    });
    button(ButtonKind::Quiet, label, move || editing.sign_in())
}

fn is_gone(session: &Session) -> bool {
    let is_not_found = matches!(
        session.status(),
        SessionStatus::NotFound | SessionStatus::NotSaved(Why::NotFound)
    );
    session.baseline().is_some() && is_not_found
}

/// The error state, while there is no content to show.
#[must_use]
pub fn trouble(session: &Session) -> Option<Trouble> {
    if session.baseline().is_some() {
        return None;
    }
    match session.status() {
        SessionStatus::NotFound => Some(Trouble::NotFound),
        SessionStatus::Forbidden => Some(Trouble::Forbidden),
        SessionStatus::AuthRequired => Some(Trouble::Unauthorised),
        SessionStatus::NoToken => Some(Trouble::NoToken),
        // A probe has failed already: `navigator.onLine` alone does not make a session offline.
        SessionStatus::Offline => Some(Trouble::GatewayDown),
        SessionStatus::Failed(
            FailureKind::Network | FailureKind::Timeout | FailureKind::Server(502 | 504),
        ) => Some(Trouble::GatewayDown),
        SessionStatus::Failed(FailureKind::MaybeSignedOut) => Some(Trouble::MaybeSignedOut),
        SessionStatus::Failed(FailureKind::OtherCustomer) => Some(Trouble::OtherCustomer),
        SessionStatus::Failed(_) => Some(Trouble::Failed),
        _ => None,
    }
}
