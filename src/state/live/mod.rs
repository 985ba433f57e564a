//! Reports that the customer was changed elsewhere, for as long as it lives. Carries a version, never data.
//!
//! `election.rs` decides which tab or element has the one stream, `back_off.rs` when it is opened again; this
//! file runs their effects: locks, timers, the stream itself.

mod back_off;
mod election;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use cyrexa_editor::Millis;
use cyrexa_view::Listener;
use web_sys::{AbortController, AbortSignal};

use self::back_off::End;
use self::election::{Effect, Election, Event};
use super::token::Tokens;
use crate::api::json::Json;
use crate::api::{CallError, StreamAnswer, StreamEvent, customer_url, read_events};
use crate::browser::locks::{Lock, LockNews};
use crate::browser::task::spawn;
use crate::browser::timer::Timer;
use crate::browser::{clock, page, random};

thread_local! {
    /// How many elements of this page hold a gateway's lock.
    static HELD_HERE: Cell<u32> = const { Cell::new(0) };
}

/// News of the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// The customer has this version now; the other tabs must be told.
    Version(Option<String>),
    /// No events were received for a while: what is shown may be old.
    Unheard,
}

/// Which customer is followed, and how.
pub(super) struct Source {
    pub(super) gateway: String,
    pub(super) customer: i64,
    pub(super) tokens: Tokens,
    /// Whether the gateway is known to have event streams, which upstream does not document: without them a
    /// request would be an error in the console of every visitor.
    pub(super) has_streams: bool,
}

/// A subscription; dropping it ends it.
pub(super) struct LiveChanges {
    has_streams: bool,
    _live: Rc<Live>,
}

struct Live {
    source: Source,
    on_news: Box<dyn Fn(News)>,
    election: RefCell<Election>,
    customer_lock: RefCell<Option<Lock>>,
    gateway_lock: RefCell<Option<Lock>>,
    stream: RefCell<Option<AbortController>>,
    back_off_timer: RefCell<Option<Timer>>,
    last_id: RefCell<String>,
    holds_gateway: Cell<bool>,
    listeners: RefCell<Vec<Listener>>,
}

impl LiveChanges {
    /// Follows the customer: by the origin's one stream, by messages of other tabs, or by reading when the
    /// page is shown or focused.
    pub(super) fn subscribe(source: Source, on_news: impl Fn(News) + 'static) -> Self {
        let has_streams = source.has_streams;
        let live = Rc::new(Live {
            source,
            on_news: Box::new(on_news),
            election: RefCell::new(Election::new(has_streams)),
            customer_lock: RefCell::default(),
            gateway_lock: RefCell::default(),
            stream: RefCell::default(),
            back_off_timer: RefCell::default(),
            last_id: RefCell::default(),
            holds_gateway: Cell::new(false),
            listeners: RefCell::default(),
        });
        live.listen();
        if page::is_shown() {
            live.step(Event::Shown);
        }
        Self {
            has_streams,
            _live: live,
        }
    }

    /// Whether it uses event streams.
    pub(super) const fn has_streams(&self) -> bool {
        self.has_streams
    }
}

impl Live {
    fn listen(self: &Rc<Self>) {
        let on = |target: &web_sys::EventTarget, name, event: fn() -> Event| {
            let live = Rc::downgrade(self);
            Listener::on(target, name, move |_| step(&live, event()))
        };
        let (window, document) = (page::window(), page::document());
        let listeners = vec![
            on(&document, "visibilitychange", shown_or_hidden),
            // A page in the back/forward cache may hold no lock, and receives no event.
            on(&window, "pagehide", || Event::Hidden),
            on(&window, "pageshow", shown_or_hidden),
            // Page Lifecycle: a frozen tab releases its locks, or no other tab could stream.
            on(&document, "freeze", || Event::Hidden),
            on(&document, "resume", shown_or_hidden),
            on(&window, "focus", || Event::Focused {
                page_streams: HELD_HERE.get() > 0,
            }),
            on(&window, "blur", || Event::Blurred),
        ];
        self.listeners.replace(listeners);
    }

    fn step(self: &Rc<Self>, event: Event) {
        let effects = self.election.borrow_mut().step(event);
        for effect in effects {
            self.run(effect);
        }
    }

    fn run(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::RequestCustomerLock { steal } => {
                let Source {
                    gateway, customer, ..
                } = &self.source;
                let name = ["cyrexa events ", gateway, " ", &customer.to_string()].concat();
                self.request_lock(
                    &self.customer_lock,
                    &name,
                    steal,
                    Event::CustomerGranted,
                    Event::CustomerLost,
                );
            }
            Effect::ReleaseCustomerLock => drop(self.customer_lock.take()),
            Effect::RequestGatewayLock { steal } => {
                // Connections are counted by host, whatever the path.
                let host = page::server_of(&self.source.gateway).map(|server| server.origin());
                let name = ["cyrexa stream ", &host.unwrap_or_default()].concat();
                let steal = steal && page::has_focus();
                self.request_lock(
                    &self.gateway_lock,
                    &name,
                    steal,
                    Event::GatewayGranted,
                    Event::GatewayLost,
                );
            }
            Effect::ReleaseGatewayLock => {
                self.hold_gateway(false);
                drop(self.gateway_lock.take());
            }
            Effect::Open => self.open(),
            Effect::Close => self.close(),
            Effect::Wait(milliseconds) => {
                let live = Rc::downgrade(self);
                let timer = Timer::after(milliseconds, move || step(&live, Event::WaitEnded));
                self.back_off_timer.replace(Some(timer));
            }
            Effect::Read => (self.on_news)(News::Unheard),
        }
    }

    fn request_lock(
        self: &Rc<Self>,
        slot: &RefCell<Option<Lock>>,
        name: &str,
        steal: bool,
        granted: Event,
        lost: Event,
    ) {
        let live = Rc::downgrade(self);
        let on_news = move |news| {
            let Some(live) = live.upgrade() else { return };
            if granted == Event::GatewayGranted {
                live.hold_gateway(news == LockNews::Granted);
            }
            live.step(match news {
                LockNews::Granted => granted,
                LockNews::Taken => lost,
                LockNews::Refused => Event::LocksRefused,
            });
        };
        // Drop the old request first: stealing our own lock would be reported as a loss.
        drop(slot.take());
        let lock = Lock::request(name, steal, on_news);
        let is_refused = lock.is_none();
        slot.replace(lock);
        if is_refused {
            self.step(Event::LocksRefused);
        }
    }

    fn hold_gateway(&self, holds: bool) {
        if self.holds_gateway.replace(holds) != holds {
            HELD_HERE.set(if holds {
                HELD_HERE.get() + 1
            } else {
                HELD_HERE.get().saturating_sub(1)
            });
        }
    }

    fn open(self: &Rc<Self>) {
        let stop = AbortController::new().expect("every browser with wasm has AbortController");
        let signal = stop.signal();
        self.stream.replace(Some(stop));
        let live = Rc::downgrade(self);
        spawn(async move {
            let opened = clock::monotonic();
            let end = stream(&live, &signal).await;
            // If we closed it, another stream may be open already.
            if let Some(end) = end.filter(|_| !signal.aborted()) {
                let lived = clock::monotonic().saturating_sub(opened);
                step(
                    &live,
                    Event::Ended {
                        end,
                        lived,
                        random: random::bits(),
                    },
                );
            }
        });
    }

    fn close(&self) {
        if let Some(stop) = self.stream.take() {
            stop.abort();
        }
    }

    fn received(&self, event: StreamEvent) {
        if !event.id.is_empty() {
            self.last_id.replace(event.id);
        }
        // `current` opens a stream: a change between the read and the subscription shows by its version.
        if matches!(event.name.as_str(), "changed" | "current" | "deleted") {
            (self.on_news)(News::Version(Json::parse(&event.data).get("etag").text()));
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.close();
        self.hold_gateway(false);
    }
}

fn step(live: &Weak<Live>, event: Event) {
    if let Some(live) = live.upgrade() {
        live.step(event);
    }
}

fn shown_or_hidden() -> Event {
    if page::is_shown() {
        Event::Shown
    } else {
        Event::Hidden
    }
}

/// Reads one stream to its end. A token that is refused is renewed once.
async fn stream(live: &Weak<Live>, signal: &AbortSignal) -> Option<End> {
    let mut refused: Option<String> = None;
    loop {
        let (tokens, url, last_id) = {
            let live = live.upgrade()?;
            let url = customer_url(&live.source.gateway, live.source.customer) + "/events";
            (live.source.tokens.clone(), url, live.last_id.borrow().clone())
        };
        let token = match &refused {
            Some(refused) => tokens.renew(Some(refused)).await,
            None => tokens.get().await,
        };
        // No user is signed in: the next read or save says so.
        let Ok(token) = token else {
            return Some(End::Refused);
        };
        if signal.aborted() {
            return None;
        }
        let mut received = |event| {
            if let Some(live) = live.upgrade().filter(|_| !signal.aborted()) {
                live.received(event);
            }
        };
        let answer = read_events(&url, &token, &last_id, signal, &mut received).await;
        match answer {
            Ok(StreamAnswer { status: 401, .. }) if refused.is_none() => refused = Some(token),
            Ok(answer) => return Some(end_of(answer)),
            Err(CallError::Network | CallError::Aborted) => return Some(End::Cut),
        }
    }
}

fn end_of(answer: StreamAnswer) -> End {
    match answer.status {
        200 if answer.is_stream => End::Cut,
        204 => End::Over,
        429 | 503 => End::Busy(answer.retry_after.map(|Millis(asked)| asked)),
        500.. => End::Cut,
        _ => End::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_answers_in_place_of_a_stream_decides_on_the_next() {
        let answer = |status, is_stream, retry_after| StreamAnswer {
            status,
            is_stream,
            retry_after,
        };
        for (answer, expected) in [
            (answer(200, true, None), End::Cut),
            (answer(200, false, None), End::Refused),
            (answer(202, false, None), End::Refused),
            (answer(204, false, None), End::Over),
            (answer(401, false, None), End::Refused),
            (answer(403, false, None), End::Refused),
            (answer(404, false, None), End::Refused),
            (answer(429, false, Some(Millis(7_000))), End::Busy(Some(7_000))),
            (
                answer(429, false, Some(Millis(u64::MAX))),
                End::Busy(Some(u64::MAX)),
            ),
            (answer(500, false, None), End::Cut),
            (answer(502, false, Some(Millis(7_000))), End::Cut),
            (answer(503, false, None), End::Busy(None)),
            // A redirect that was not followed.
            (answer(0, false, None), End::Refused),
        ] {
            assert_eq!(end_of(answer), expected, "{answer:?}");
        }
    }
}
