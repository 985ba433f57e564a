//! What the session asks for, done: requests, timers, storage, the token, other tabs.

use cyrexa_contract::FINGERPRINT;
use cyrexa_editor::{Effect as Ask, Event, FailureKind, Millis, Operation, Outcome, RequestId, Target};
use web_sys::AbortController;

use super::Editing;
use crate::api::{self, Answer};
use crate::browser::storage;
use crate::browser::task::spawn;
use crate::browser::timer::Timer;
use crate::state::exchange::{call, customer_url, outcome};
use crate::state::happening::{Failure, Happening};
use crate::state::live_changes::LiveChanges;

impl Editing {
    pub(super) fn run(self, ask: Ask) {
        match ask {
            Ask::Send {
                request,
                operation,
                timeout,
            } => self.send(request, operation, timeout),
            Ask::Abort { request } => self.end(request, true),
            Ask::SetTimer { id, after } => {
                let timer = Timer::after(after.0, move || self.dispatch(Event::Timer { id }));
                self.with_io(|io| {
                    io.timers.retain(|(other, _)| *other != id);
                    io.timers.push((id, timer));
                });
            }
            Ask::CancelTimer { id } => self.with_io(|io| io.timers.retain(|(other, _)| *other != id)),
            Ask::RefreshToken => self.refresh_token(),
            // The banner is derived from the session's status.
            Ask::AuthRequired => {
                self.tell(Happening::AuthRequired);
            }
            Ask::Persist(snapshot) => self.with_io(|io| {
                if let Some(key) = &io.storage_key {
                    storage::write(key, snapshot.as_text());
                }
            }),
            Ask::Forget => self.with_io(|io| {
                if let Some(key) = &io.storage_key {
                    storage::remove(key);
                }
            }),
            Ask::Announce(notice) => self.say(notice),
            // The page shows the good end of a create, with a link: nobody is sent anywhere unasked.
            Ask::NavigateTo { .. } => {}
            Ask::Broadcast { etag } => self.with_io(|io| {
                if let Some(channel) = &io.channel {
                    channel.send(etag.as_deref());
                }
            }),
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
            let answer = api::send(call(&gateway, &operation, token), Some(signal)).await;
            self.end(request, false);
            if let Some(outcome) = outcome(&operation, answer.as_ref()) {
                self.reply(request, outcome);
            }
            if let Ok(answer) = &answer {
                self.note(answer);
            }
        });
    }

    /// What an answer tells of the gateway itself.
    fn note(self, answer: &Answer) {
        let has_stale_rules = answer
            .contract
            .as_ref()
            .is_some_and(|contract| contract != FINGERPRINT);
        if has_stale_rules
            && self
                .notes
                .try_get_untracked()
                .is_some_and(|notes| !notes.has_stale_rules)
        {
            let _ = self.notes.try_update(|notes| notes.has_stale_rules = true);
        }
        if answer.contract.is_some() && answer.content.is_success() {
            self.follow_changes();
        }
    }

    /// Hears of changes by other processes from now on. Asked only of a gateway that has shown to be more than upstream
    /// documents: elsewhere the request would be an error in the console of every visitor.
    fn follow_changes(self) {
        self.with_io(|io| {
            let Target::Edit { id } = io.target else { return };
            let url = customer_url(&io.gateway, id) + "/events";
            if io.live.as_ref().is_none_or(LiveChanges::has_ended) {
                let changed = move |etag| self.dispatch(Event::RemoteChanged { etag });
                io.live = Some(LiveChanges::follow(url, &io.tokens, changed));
            }
        });
    }

    fn reply(self, request: RequestId, outcome: Outcome) {
        let failure = Failure::of(&outcome);
        self.dispatch(Event::Reply { request, outcome });
        if let Some(failure) = failure {
            self.tell(Happening::Failed(failure));
        }
    }

    /// Forgets a request, and stops it if it still runs.
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
        let refused = self.io.with(|io| io.borrow().last_token.clone()).flatten();
        spawn(async move {
            let event = match tokens.renew(refused.as_deref()).await {
                Ok(_) => Event::TokenRefreshed,
                Err(_) => Event::TokenFailed,
            };
            self.dispatch(event);
        });
    }
}
