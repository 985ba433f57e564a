//! Runs the session's effects: requests, timers, storage, the token, other tabs.

use cyrexa_contract::FINGERPRINT;
use cyrexa_editor::{Effect, Event, FailureKind, Millis, Operation, Outcome, RequestId, Target};
use leptos::prelude::*;
use web_sys::AbortController;

use super::Editing;
use crate::api::{self, Answer};
use crate::browser::console;
use crate::browser::task::spawn;
use crate::browser::timer::Timer;
use crate::state::NoToken;
use crate::state::editing_event::{EditingEvent, Failure};
use crate::state::live::{LiveChanges, News, Source};

impl Editing {
    pub(super) fn run(self, effect: Effect) {
        match effect {
            Effect::Send {
                request,
                operation,
                timeout,
            } => self.send(request, operation, timeout),
            Effect::Abort { request } => self.end(request, true),
            Effect::SetTimer { id, after } => {
                let timer = Timer::after(after.0, move || self.dispatch(Event::Timer { id }));
                self.with_io(|io| {
                    io.timers.retain(|(other, _)| *other != id);
                    io.timers.push((id, timer));
                });
            }
            Effect::CancelTimer { id } => self.with_io(|io| io.timers.retain(|(other, _)| *other != id)),
            Effect::RefreshToken => self.refresh_token(),
            // The banner is derived from the session's status.
            Effect::AuthRequired => {
                // An unusable provider does not mean that the user is signed out.
                let no_token = self.status.try_get_untracked().and_then(|status| status.no_token);
                if !matches!(no_token, Some(NoToken::Unusable(_))) {
                    self.report(EditingEvent::AuthRequired);
                }
            }
            Effect::Persist(snapshot) => self.with_io(|io| io.persistence.keep(snapshot)),
            Effect::Forget => self.with_io(|io| io.persistence.forget()),
            Effect::Announce(notice) => self.announce(notice),
            // The page shows a confirmation with a link after a create: it never redirects by itself.
            Effect::NavigateTo { .. } => {}
            Effect::Broadcast { etag } => self.broadcast(etag.as_deref()),
        }
    }

    fn send(self, request: RequestId, operation: Operation, timeout: Millis) {
        let Ok(controller) = AbortController::new() else {
            return;
        };
        let signal = controller.signal();
        let timer = Timer::after(timeout.0, move || {
            self.end(request, true);
            self.reply(request, Outcome::Failed(FailureKind::Timeout));
        });
        self.with_io(|io| io.requests.push((request, controller, timer)));
        let Some((gateway, tokens)) = self.access() else {
            return;
        };
        spawn(async move {
            let Ok(token) = tokens.get().await else {
                self.end(request, false);
                return self.reply(request, Outcome::Unauthorised);
            };
            self.with_io(|io| io.last_token = Some(token.clone()));
            let answer = api::send(api::call(&gateway, &operation, token), Some(signal)).await;
            self.end(request, false);
            if let Some(outcome) = api::outcome(&operation, answer.as_ref()) {
                self.reply(request, outcome);
            }
            if let Ok(answer) = &answer {
                self.note(answer);
            }
        });
    }

    /// What a response shows about the gateway: its rules, its event streams.
    fn note(self, answer: &Answer) {
        let has_stale_rules = answer
            .contract
            .as_ref()
            .is_some_and(|contract| contract != FINGERPRINT);
        if has_stale_rules
            && self
                .status
                .try_get_untracked()
                .is_some_and(|status| !status.has_stale_rules)
        {
            let _ = self.status.try_update(|status| status.has_stale_rules = true);
        }
        if answer.content.is_success() {
            self.follow_changes(answer.contract.is_some());
        }
    }

    /// Subscribes to changes made elsewhere.
    fn follow_changes(self, has_streams: bool) {
        let is_following = |live: &LiveChanges| live.has_streams() || !has_streams;
        let mut source = None;
        self.with_io(|io| {
            if let (Target::Edit { id }, false) = (io.target, io.live.as_ref().is_some_and(is_following)) {
                source = Some(Source {
                    gateway: io.gateway.clone(),
                    customer: id,
                    tokens: io.tokens.clone(),
                    has_streams,
                });
            }
        });
        let Some(source) = source else { return };
        // Not while anything is borrowed: it may call back at once.
        let live = LiveChanges::subscribe(source, move |news| self.on_news(news));
        self.with_io(|io| io.live = Some(live));
    }

    fn on_news(self, news: News) {
        let etag = match news {
            News::Version(etag) => {
                self.broadcast(etag.as_deref());
                etag
            }
            News::Unheard => None,
        };
        self.dispatch(Event::RemoteChanged { etag });
    }

    fn broadcast(self, etag: Option<&str>) {
        self.with_io(|io| {
            if let Some(channel) = &io.channel {
                channel.send(etag);
            }
        });
    }

    fn reply(self, request: RequestId, outcome: Outcome) {
        let failure = Failure::of(&outcome);
        self.dispatch(Event::Reply { request, outcome });
        if failure == Some(Failure::NoAnswer(FailureKind::Network)) {
            self.found_offline();
        }
        if let Some(failure) = failure {
            self.report(EditingEvent::Failed(failure));
        }
    }

    /// Removes a request, and aborts it if it is still running.
    fn end(self, request: RequestId, abort: bool) {
        self.with_io(|io| {
            let Some(at) = io.requests.iter().position(|(other, ..)| *other == request) else {
                return;
            };
            let (_, controller, _timer) = io.requests.swap_remove(at);
            if abort {
                controller.abort();
            }
        });
    }

    fn refresh_token(self) {
        let Some((_, tokens)) = self.access() else { return };
        let refused = self.io.try_with_value(|io| io.last_token.clone()).flatten();
        spawn(async move {
            let no_token = tokens.renew(refused.as_deref()).await.err();
            let fault = no_token.and_then(NoToken::fault);
            let _ = self
                .status
                .try_update(|status| status.no_token = no_token.filter(|_| fault.is_some()));
            self.dispatch(match (no_token, fault) {
                (None, _) => Event::TokenRefreshed,
                (Some(_), None) => Event::TokenFailed,
                (Some(_), Some(_)) => Event::TokenUnusable,
            });
            if no_token.is_none() {
                self.restore_if_persisted();
            }
            if let Some(fault) = fault {
                console::log(fault);
                self.report(EditingEvent::Failed(Failure::Configuration));
            }
        });
    }
}
