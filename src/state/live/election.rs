//! Which tab or element of an origin holds the one event stream: a state machine without I/O. Browsers open
//! six connections to a host over HTTP/1.1, for all tabs together: a stream for each would leave none for a
//! save.
//!
//! Two Web Locks decide. The holder of the customer's lock is the leader of all that show that customer; the
//! others receive changes over a `BroadcastChannel`. The leader that holds the gateway's lock streams: the
//! tab used last. All others read when they come into view or get the focus. A hidden tab requests no lock,
//! as the browser may freeze it.

use super::back_off::{BackOff, End};

/// The state of a lock for this tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Claim {
    #[default]
    None,
    Requested,
    Held,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stream {
    #[default]
    Closed,
    Open,
    /// The back-off before it is opened again.
    Waiting,
    /// The same without the locks: it was refused to this login, and another tab's login may be accepted.
    WaitingReleased,
    /// It is not opened again.
    Over,
}

/// What the tab reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The page came into view, or back from the back/forward cache.
    Shown,
    /// It is out of view, frozen, or left.
    Hidden,
    /// The window got the focus. `page_streams`: another element of this page holds the stream.
    Focused {
        page_streams: bool,
    },
    /// The window lost the focus.
    Blurred,
    CustomerGranted,
    /// Another tab took it.
    CustomerLost,
    GatewayGranted,
    GatewayLost,
    /// The browser has no locks here: a sandboxed frame, a page that did not come over HTTPS.
    LocksRefused,
    /// The stream ended by itself.
    Ended {
        end: End,
        /// Milliseconds it was open.
        lived: u64,
        random: u32,
    },
    /// The back-off is over.
    WaitEnded,
}

/// What the tab must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Requests the customer's lock; `steal` takes it from its holder.
    RequestCustomerLock {
        steal: bool,
    },
    ReleaseCustomerLock,
    /// Requests the gateway's lock.
    RequestGatewayLock {
        steal: bool,
    },
    ReleaseGatewayLock,
    Open,
    Close,
    Wait(u64),
    /// What is shown may be old: read it.
    Read,
}

/// The state of one tab or element.
#[derive(Default)]
pub(super) struct Election {
    /// The browser has locks and the gateway has streams. Otherwise it only reads.
    can_stream: bool,
    is_shown: bool,
    /// Changes may have been missed.
    is_behind: bool,
    /// Another tab stole the gateway's lock: this tab does not steal it back before it is used again.
    must_queue: bool,
    customer: Claim,
    gateway: Claim,
    stream: Stream,
    back_off: BackOff,
}

impl Election {
    pub(super) fn new(can_stream: bool) -> Self {
        Self {
            can_stream,
            ..Self::default()
        }
    }

    /// Handles an event; the effects are in order.
    pub(super) fn step(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Shown => {
                self.is_shown = true;
                self.must_queue = false;
                self.catch_up(&mut effects);
            }
            Event::Hidden => (self.is_shown, self.is_behind) = (false, true),
            Event::Blurred => self.is_behind |= self.stream != Stream::Open,
            Event::Focused { page_streams } => self.focused(page_streams, &mut effects),
            Event::CustomerGranted => self.customer = Claim::Held,
            Event::CustomerLost => self.customer = Claim::None,
            Event::GatewayGranted => self.gateway = Claim::Held,
            Event::GatewayLost => {
                self.gateway = Claim::None;
                self.must_queue = true;
            }
            Event::LocksRefused => self.can_stream = false,
            Event::Ended { end, lived, random } => self.ended(end, lived, random, &mut effects),
            Event::WaitEnded => {
                if matches!(self.stream, Stream::Waiting | Stream::WaitingReleased) {
                    self.stream = Stream::Closed;
                }
            }
        }
        self.settle(&mut effects);
        effects
    }

    fn focused(&mut self, page_streams: bool, effects: &mut Vec<Effect>) {
        self.is_shown = true;
        let is_streaming = self.gateway == Claim::Held;
        if self.is_claiming() && !is_streaming && !page_streams {
            self.must_queue = false;
            // The tab in use is the one that streams. A leader for this customer in another window may
            // not.
            if self.customer == Claim::Requested {
                effects.extend([
                    Effect::ReleaseCustomerLock,
                    Effect::RequestCustomerLock { steal: true },
                ]);
            } else if self.gateway == Claim::Requested {
                effects.push(Effect::ReleaseGatewayLock);
                self.gateway = Claim::None;
            }
        }
        self.catch_up(effects);
    }

    fn catch_up(&mut self, effects: &mut Vec<Effect>) {
        if std::mem::take(&mut self.is_behind) {
            effects.push(Effect::Read);
        }
    }

    fn ended(&mut self, end: End, lived: u64, random: u32, effects: &mut Vec<Effect>) {
        if self.stream != Stream::Open {
            return;
        }
        self.stream = match end {
            End::Over => Stream::Over,
            End::Refused => Stream::WaitingReleased,
            End::Cut | End::Busy(_) => Stream::Waiting,
        };
        if end != End::Over {
            effects.push(Effect::Wait(self.back_off.after(end, lived, random)));
        }
    }

    const fn is_claiming(&self) -> bool {
        self.can_stream && self.is_shown && !matches!(self.stream, Stream::WaitingReleased | Stream::Over)
    }

    /// Brings locks and stream in line with the state, whatever the event was.
    fn settle(&mut self, effects: &mut Vec<Effect>) {
        let is_claiming = self.is_claiming();
        if self.stream == Stream::Open
            && !(is_claiming && self.customer == Claim::Held && self.gateway == Claim::Held)
        {
            self.stream = Stream::Closed;
            effects.push(Effect::Close);
        }
        if self.gateway != Claim::None && !(is_claiming && self.customer == Claim::Held) {
            self.gateway = Claim::None;
            effects.push(Effect::ReleaseGatewayLock);
        }
        if !is_claiming {
            if self.customer != Claim::None {
                self.customer = Claim::None;
                effects.push(Effect::ReleaseCustomerLock);
            }
            return;
        }
        match (self.customer, self.gateway) {
            (Claim::None, _) => {
                self.customer = Claim::Requested;
                effects.push(Effect::RequestCustomerLock { steal: false });
            }
            (Claim::Held, Claim::None) => {
                self.gateway = Claim::Requested;
                effects.push(Effect::RequestGatewayLock {
                    steal: !self.must_queue,
                });
            }
            (Claim::Held, Claim::Held) if self.stream == Stream::Closed => {
                self.stream = Stream::Open;
                effects.push(Effect::Open);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Effect::{
        Close, Open, Read, ReleaseCustomerLock, ReleaseGatewayLock, RequestCustomerLock, RequestGatewayLock,
        Wait,
    };
    use super::Event::*;
    use super::*;

    const QUEUE: Effect = RequestCustomerLock { steal: false };

    const fn ended(end: End) -> Event {
        Ended {
            end,
            lived: 0,
            random: 0,
        }
    }

    /// Plays events, each with what it must lead to.
    fn check(can_stream: bool, story: &[(Event, &[Effect])]) {
        let mut election = Election::new(can_stream);
        for (at, (event, expected)) in story.iter().enumerate() {
            assert_eq!(election.step(*event), *expected, "{at}: {event:?}");
        }
    }

    /// As far as an open stream.
    const STREAMING: [(Event, &[Effect]); 3] = [
        (Shown, &[QUEUE]),
        (CustomerGranted, &[RequestGatewayLock { steal: true }]),
        (GatewayGranted, &[Open]),
    ];

    fn while_streaming(rest: &[(Event, &[Effect])]) {
        check(true, &[&STREAMING, rest].concat());
    }

    #[test]
    fn the_first_of_a_customer_streams_and_the_next_waits_for_its_turn() {
        while_streaming(&[]);
        check(
            true,
            &[
                (Shown, &[QUEUE]),
                (Focused { page_streams: true }, &[]),
                (CustomerGranted, &[RequestGatewayLock { steal: true }]),
            ],
        );
    }

    #[test]
    fn out_of_view_nothing_is_claimed_and_back_in_view_it_catches_up() {
        while_streaming(&[
            (Hidden, &[Close, ReleaseGatewayLock, ReleaseCustomerLock]),
            (Hidden, &[]),
            (Shown, &[Read, QUEUE]),
            (Shown, &[]),
        ]);
        check(true, &[(Shown, &[QUEUE]), (Hidden, &[ReleaseCustomerLock])]);
    }

    #[test]
    fn another_customers_tab_takes_the_stream_and_gives_it_back_to_who_comes() {
        while_streaming(&[
            (GatewayLost, &[Close, RequestGatewayLock { steal: false }]),
            (Blurred, &[]),
            (
                Focused { page_streams: false },
                &[ReleaseGatewayLock, Read, RequestGatewayLock { steal: true }],
            ),
            (GatewayGranted, &[Open]),
        ]);
        // The other tab closed: its turn came in the queue.
        while_streaming(&[
            (GatewayLost, &[Close, RequestGatewayLock { steal: false }]),
            (GatewayGranted, &[Open]),
        ]);
    }

    #[test]
    fn the_window_in_use_leads_for_its_customer() {
        check(
            true,
            &[
                (Shown, &[QUEUE]),
                (Blurred, &[]),
                (
                    Focused { page_streams: false },
                    &[ReleaseCustomerLock, RequestCustomerLock { steal: true }, Read],
                ),
                (CustomerGranted, &[RequestGatewayLock { steal: true }]),
                (GatewayGranted, &[Open]),
                (Blurred, &[]),
                (Focused { page_streams: true }, &[]),
                (CustomerLost, &[Close, ReleaseGatewayLock, QUEUE]),
            ],
        );
    }

    #[test]
    fn a_stream_that_fails_rests_and_keeps_its_turn() {
        for end in [End::Cut, End::Busy(None)] {
            while_streaming(&[
                (ended(end), &[Wait(500)]),
                (WaitEnded, &[Open]),
                (ended(end), &[Wait(1_000)]),
            ]);
        }
        // Out of view meanwhile: it is not opened there.
        while_streaming(&[
            (ended(End::Cut), &[Wait(500)]),
            (Hidden, &[ReleaseGatewayLock, ReleaseCustomerLock]),
            (WaitEnded, &[]),
            (Shown, &[Read, QUEUE]),
        ]);
    }

    #[test]
    fn a_login_that_is_refused_lets_the_others_try() {
        while_streaming(&[
            (
                ended(End::Refused),
                &[Wait(500), ReleaseGatewayLock, ReleaseCustomerLock],
            ),
            (Focused { page_streams: false }, &[]),
            (WaitEnded, &[QUEUE]),
        ]);
        while_streaming(&[
            (ended(End::Over), &[ReleaseGatewayLock, ReleaseCustomerLock]),
            (WaitEnded, &[]),
            (Hidden, &[]),
            (Shown, &[Read]),
        ]);
    }

    #[test]
    fn without_locks_or_streams_it_reads_when_it_comes_into_use() {
        check(
            false,
            &[
                (Shown, &[]),
                (Focused { page_streams: false }, &[]),
                (Blurred, &[]),
                (Focused { page_streams: false }, &[Read]),
                (Focused { page_streams: false }, &[]),
                (Hidden, &[]),
                (Shown, &[Read]),
            ],
        );
    }

    #[test]
    fn where_locks_are_refused_it_asks_for_none_again() {
        check(
            true,
            &[
                (Shown, &[QUEUE]),
                (LocksRefused, &[ReleaseCustomerLock]),
                (Hidden, &[]),
                (Shown, &[Read]),
            ],
        );
    }

    #[test]
    fn what_comes_late_changes_nothing() {
        while_streaming(&[
            (Hidden, &[Close, ReleaseGatewayLock, ReleaseCustomerLock]),
            (ended(End::Cut), &[]),
            (WaitEnded, &[]),
        ]);
    }
}
