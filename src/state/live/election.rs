//! Which tab or element of an origin holds the one event stream: a state machine without I/O. Browsers open
//! six connections to a host over HTTP/1.1, for all tabs together: a stream for each would leave none for a
//! save.
//!
//! Two locks decide. The customer's makes one of those that show the same customer its leader; the others
//! hear of changes over a `BroadcastChannel`. The gateway's makes one of the leaders the one that streams; it
//! is the tab used last. All the rest read when they come into view or get the focus. A tab out of view
//! claims nothing, as the browser may freeze it.

use super::back_off::{BackOff, End};

/// A lock as this tab sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Claim {
    #[default]
    None,
    Asked,
    Held,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stream {
    #[default]
    Closed,
    Open,
    /// Waits before it is opened again.
    Resting,
    /// The same, and other tabs with this customer may try: it was refused to this login, not to every
    /// one.
    RestingAside,
    /// Not to be opened again.
    Over,
}

/// What can happen.
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
    /// The wait is over.
    Rested,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Asks for the customer's lock; `steal` takes it from its holder.
    AskCustomer {
        steal: bool,
    },
    LeaveCustomer,
    /// Asks for the gateway's lock.
    AskGateway {
        steal: bool,
    },
    LeaveGateway,
    Open,
    Close,
    Rest(u64),
    /// What is shown may be old: read it.
    Read,
}

/// One tab's or element's part in it.
#[derive(Default)]
pub(super) struct Election {
    /// The browser has locks and the gateway has streams. Otherwise it only reads.
    can_stream: bool,
    is_shown: bool,
    /// Changes may have passed unheard.
    is_behind: bool,
    /// The gateway's lock was taken away: it is not taken back before the person comes here.
    is_patient: bool,
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

    /// Takes an event in and says what is to be done, in this order.
    pub(super) fn step(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Shown => {
                self.is_shown = true;
                self.is_patient = false;
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
                self.is_patient = true;
            }
            Event::LocksRefused => self.can_stream = false,
            Event::Ended { end, lived, random } => self.ended(end, lived, random, &mut effects),
            Event::Rested => {
                if matches!(self.stream, Stream::Resting | Stream::RestingAside) {
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
            self.is_patient = false;
            // The tab in use is the one that streams. A leader for this customer in another window may
            // not.
            if self.customer == Claim::Asked {
                effects.extend([Effect::LeaveCustomer, Effect::AskCustomer { steal: true }]);
            } else if self.gateway == Claim::Asked {
                effects.push(Effect::LeaveGateway);
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
            End::Refused => Stream::RestingAside,
            End::Cut | End::Busy(_) => Stream::Resting,
        };
        if end != End::Over {
            effects.push(Effect::Rest(self.back_off.after(end, lived, random)));
        }
    }

    const fn is_claiming(&self) -> bool {
        self.can_stream && self.is_shown && !matches!(self.stream, Stream::RestingAside | Stream::Over)
    }

    /// What follows from the facts, whatever the event was.
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
            effects.push(Effect::LeaveGateway);
        }
        if !is_claiming {
            if self.customer != Claim::None {
                self.customer = Claim::None;
                effects.push(Effect::LeaveCustomer);
            }
            return;
        }
        match (self.customer, self.gateway) {
            (Claim::None, _) => {
                self.customer = Claim::Asked;
                effects.push(Effect::AskCustomer { steal: false });
            }
            (Claim::Held, Claim::None) => {
                self.gateway = Claim::Asked;
                effects.push(Effect::AskGateway {
                    steal: !self.is_patient,
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
    use super::Effect::{AskCustomer, AskGateway, Close, LeaveCustomer, LeaveGateway, Open, Read, Rest};
    use super::Event::*;
    use super::*;

    const QUEUE: Effect = AskCustomer { steal: false };

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
        (CustomerGranted, &[AskGateway { steal: true }]),
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
                (CustomerGranted, &[AskGateway { steal: true }]),
            ],
        );
    }

    #[test]
    fn out_of_view_nothing_is_claimed_and_back_in_view_it_catches_up() {
        while_streaming(&[
            (Hidden, &[Close, LeaveGateway, LeaveCustomer]),
            (Hidden, &[]),
            (Shown, &[Read, QUEUE]),
            (Shown, &[]),
        ]);
        check(true, &[(Shown, &[QUEUE]), (Hidden, &[LeaveCustomer])]);
    }

    #[test]
    fn another_customers_tab_takes_the_stream_and_gives_it_back_to_who_comes() {
        while_streaming(&[
            (GatewayLost, &[Close, AskGateway { steal: false }]),
            (Blurred, &[]),
            (
                Focused { page_streams: false },
                &[LeaveGateway, Read, AskGateway { steal: true }],
            ),
            (GatewayGranted, &[Open]),
        ]);
        // The other tab closed: its turn came in the queue.
        while_streaming(&[
            (GatewayLost, &[Close, AskGateway { steal: false }]),
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
                    &[LeaveCustomer, AskCustomer { steal: true }, Read],
                ),
                (CustomerGranted, &[AskGateway { steal: true }]),
                (GatewayGranted, &[Open]),
                (Blurred, &[]),
                (Focused { page_streams: true }, &[]),
                (CustomerLost, &[Close, LeaveGateway, QUEUE]),
            ],
        );
    }

    #[test]
    fn a_stream_that_fails_rests_and_keeps_its_turn() {
        for end in [End::Cut, End::Busy(None)] {
            while_streaming(&[
                (ended(end), &[Rest(500)]),
                (Rested, &[Open]),
                (ended(end), &[Rest(1_000)]),
            ]);
        }
        // Out of view meanwhile: it is not opened there.
        while_streaming(&[
            (ended(End::Cut), &[Rest(500)]),
            (Hidden, &[LeaveGateway, LeaveCustomer]),
            (Rested, &[]),
            (Shown, &[Read, QUEUE]),
        ]);
    }

    #[test]
    fn a_login_that_is_refused_lets_the_others_try() {
        while_streaming(&[
            (ended(End::Refused), &[Rest(500), LeaveGateway, LeaveCustomer]),
            (Focused { page_streams: false }, &[]),
            (Rested, &[QUEUE]),
        ]);
        while_streaming(&[
            (ended(End::Over), &[LeaveGateway, LeaveCustomer]),
            (Rested, &[]),
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
                (LocksRefused, &[LeaveCustomer]),
                (Hidden, &[]),
                (Shown, &[Read]),
            ],
        );
    }

    #[test]
    fn what_comes_late_changes_nothing() {
        while_streaming(&[
            (Hidden, &[Close, LeaveGateway, LeaveCustomer]),
            (ended(End::Cut), &[]),
            (Rested, &[]),
        ]);
    }
}
