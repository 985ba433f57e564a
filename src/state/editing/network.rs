//! Whether there is a network. `navigator.onLine` is a hint: only a failed request makes a session offline.

use cyrexa_editor::{Event, Session, Target};
use leptos::prelude::*;
use web_sys::AbortController;

use super::Editing;
use crate::api::{self, Call, customer_url};
use crate::browser::page;
use crate::browser::task::spawn;
use crate::browser::timer::Timer;

/// A probe that takes longer, in milliseconds, has failed.
const PROBE_TIMEOUT: u64 = 10_000;
/// Milliseconds between two probes while offline: the browser's `online` event is a hint as well, and may
/// never come.
const PROBE_INTERVAL: u64 = 30_000;

/// The running probe, and the timer of the next.
#[derive(Default)]
pub(super) struct Probe {
    running: Option<(AbortController, Timer)>,
    next: Option<Timer>,
}

impl Editing {
    /// Sends a small request. A failure while `navigator.onLine` is false makes the session offline; any
    /// response makes it online.
    pub fn probe_network(self) {
        let Some(controller) = self.begin_probe() else {
            return;
        };
        let Some(call) = self.probe_request() else { return };
        spawn(async move {
            let answer = api::send(call, Some(controller.signal())).await;
            self.with_io(|io| io.probe.running = None);
            if answer.is_ok() {
                self.dispatch(Event::Online);
                self.with_io(|io| io.probe.next = None);
            } else {
                self.found_offline();
            }
        });
    }

    /// The user requests a read: it is sent even if the last probe failed.
    pub fn read_again(self) {
        if self.with_untracked(Session::is_online) {
            self.dispatch(Event::Load);
        } else {
            self.probe_network();
        }
    }

    /// The user saves while the session is offline: there may be a network again.
    pub(super) fn probe_if_offline(self) {
        if !self.with_untracked(Session::is_online) {
            self.probe_network();
        }
    }

    /// A request got no response. Together with `navigator.onLine`, that means offline.
    pub(super) fn found_offline(self) {
        if page::is_online() && self.session.try_with_untracked(Session::is_online) != Some(false) {
            return;
        }
        self.dispatch(Event::Offline);
        let next = Timer::after(PROBE_INTERVAL, move || self.probe_network());
        self.with_io(|io| io.probe.next = Some(next));
    }

    /// `None` while a probe runs, and after the page was removed.
    fn begin_probe(self) -> Option<AbortController> {
        let controller = AbortController::new().ok()?;
        let stop = controller.clone();
        let timer = Timer::after(PROBE_TIMEOUT, move || stop.abort());
        let mut is_first = false;
        self.with_io(|io| {
            is_first = io.probe.running.is_none();
            if is_first {
                io.probe.running = Some((controller.clone(), timer));
            }
        });
        is_first.then_some(controller)
    }

    /// Reads the record where there is a token; else requests the page's own server, which may be the
    /// gateway's too; else the gateway.
    fn probe_request(self) -> Option<Call> {
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

impl Drop for Probe {
    fn drop(&mut self) {
        if let Some((controller, _)) = &self.running {
            controller.abort();
        }
    }
}
