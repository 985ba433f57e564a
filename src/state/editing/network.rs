//! Whether there is a network. The browser's word is a hint: only a request that fails makes a session
//! offline.

use cyrexa_editor::{Event, Session, Target};
use leptos::prelude::*;
use web_sys::AbortController;

use super::Editing;
use crate::api::{self, Call, customer_url};
use crate::browser::page;
use crate::browser::task::spawn;
use crate::browser::timer::Timer;

/// A try that takes longer, in milliseconds, has failed.
const LONGEST_TRY: u64 = 10_000;
/// Between two tries while there is no network: the browser's `online` event is a hint as well, and may never
/// come.
const BETWEEN_TRIES: u64 = 30_000;

/// The present tries.
#[derive(Default)]
pub(super) struct Tries {
    running: Option<(AbortController, Timer)>,
    next: Option<Timer>,
}

impl Editing {
    /// Tries a small request. What fails while the browser says that there is no network makes the session
    /// offline; an answer, whatever it says, makes it online.
    pub fn try_network(self) {
        let Some(controller) = self.begin_try() else {
            return;
        };
        let Some(call) = self.small_request() else { return };
        spawn(async move {
            let answer = api::send(call, Some(controller.signal())).await;
            self.with_io(|io| io.tries.running = None);
            if answer.is_ok() {
                self.dispatch(Event::Online);
                self.with_io(|io| io.tries.next = None);
            } else {
                self.found_offline();
            }
        });
    }

    /// A person asks for a read: it is tried even where the last try has failed.
    pub fn read_again(self) {
        if self.now(Session::is_online) {
            self.dispatch(Event::Load);
        } else {
            self.try_network();
        }
    }

    /// A person asks for a save while there was no network: perhaps there is one.
    pub(super) fn try_if_offline(self) {
        if !self.now(Session::is_online) {
            self.try_network();
        }
    }

    /// A request got no answer: that, and the browser's word, is being offline.
    pub(super) fn found_offline(self) {
        if page::is_online() && self.session.try_with_untracked(Session::is_online) != Some(false) {
            return;
        }
        self.dispatch(Event::Offline);
        let next = Timer::after(BETWEEN_TRIES, move || self.try_network());
        self.with_io(|io| io.tries.next = Some(next));
    }

    /// `None` while one runs, and after the page is gone.
    fn begin_try(self) -> Option<AbortController> {
        let controller = AbortController::new().ok()?;
        let stop = controller.clone();
        let timer = Timer::after(LONGEST_TRY, move || stop.abort());
        let mut is_first = false;
        self.with_io(|io| {
            is_first = io.tries.running.is_none();
            if is_first {
                io.tries.running = Some((controller.clone(), timer));
            }
        });
        is_first.then_some(controller)
    }

    /// The record where it may be read; else the page's own server, which may be the gateway's too; else the
    /// gateway.
    fn small_request(self) -> Option<Call> {
        self.io.try_with_value(|io| {
            let token = io.tokens.current();
            let url = match (io.target, io.is_of_own_origin) {
                (Target::Edit { id }, _) if token.is_some() => customer_url(&io.gateway, id),
                (_, true) => return Call::get("/".to_owned(), None),
                _ => [&*io.gateway, "/customers"].concat(),
            };
            Call::get(url, token)
        })
    }
}

impl Drop for Tries {
    fn drop(&mut self) {
        if let Some((controller, _)) = &self.running {
            controller.abort();
        }
    }
}
