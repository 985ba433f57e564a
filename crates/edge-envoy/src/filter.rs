//! One request: judged at its head or, once and as soon as it is whole, by its body.
//!
//! Enforcing, the host buffers the body while we answer `Pause`, and with `hold` keeps the head back too. Observing, nothing is ever
//! paused: the pieces are copied as they pass.

use std::rc::Rc;

use cyrexa_edge::Head as Asked;
use cyrexa_edge::{Config, FailMode, Intake, Mode, Operation, Rejection, Stamp, Step, Verdict};
use cyrexa_edge::{inspect_body, inspect_head, is_body_fine};
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::Action;

use crate::counters::Counters;
use crate::head::Head;
use crate::host;

pub(crate) struct Filter {
    config: Rc<Config>,
    counters: Rc<Counters>,
    id: u32,
    /// While the body is awaited.
    awaited: Option<Awaited>,
}

struct Awaited {
    head: Head,
    operation: Operation,
    intake: Intake,
    /// Observing: what has passed, at most one piece beyond the limit.
    copied: Vec<u8>,
}

impl Filter {
    pub(crate) fn new(config: Rc<Config>, counters: Rc<Counters>, id: u32) -> Self {
        Self {
            config,
            counters,
            id,
            awaited: None,
        }
    }

    fn judge(&mut self, body: Option<Vec<u8>>) -> Action {
        let Some(Awaited { head, operation, .. }) = self.awaited.take() else {
            return Action::Continue;
        };
        match body {
            None => self.fault(&head),
            Some(body) if is_body_fine(&self.config, operation, &body) => self.act(Verdict::Pass),
            Some(body) => head.with_stamp(self.id, |request, stamp| {
                self.act(inspect_body(&self.config, request, operation, &body, stamp))
            }),
        }
    }

    /// The host did not give what it has to.
    fn fault(&self, head: &Head) -> Action {
        self.counters.fault();
        match self.config.fail {
            FailMode::Open => Action::Continue,
            FailMode::Closed => head.with_stamp(self.id, |request, stamp| {
                send(&Rejection::broken(&self.config, request, stamp))
            }),
        }
    }

    fn act(&self, verdict: Verdict) -> Action {
        match verdict {
            Verdict::Pass => {
                self.counters.passed();
                Action::Continue
            }
            Verdict::Observe(finding) => {
                self.counters.observed(&finding);
                Action::Continue
            }
            Verdict::Reject(rejection) => {
                self.counters.refused(&rejection.finding);
                send(&rejection)
            }
        }
    }

    fn is_observing(&self) -> bool {
        self.config.mode == Mode::Observe
    }
}

/// The host keeps a request that was answered here.
fn send(rejection: &Rejection) -> Action {
    host::answer(rejection);
    Action::Pause
}

impl Context for Filter {}

impl HttpContext for Filter {
    fn on_http_request_headers(&mut self, _: usize, is_end: bool) -> Action {
        let Some(head) = Head::of_request() else {
            return self.fault(&Head::default());
        };
        let asked = head.with_request(|request| {
            match inspect_head(&self.config, request, &Stamp::at(0, "")) {
                Asked::Read(operation) => {
                    let mut intake = Intake::of(&self.config, request);
                    // Asking what kind of host this is takes longer than the head: only where the answer matters.
                    let is_known = is_end || request.content_length().is_some();
                    let step = intake.head(request, is_end, is_known || host::is_end_reliable());
                    Ok((operation, intake, step))
                }
                Asked::Decided(verdict) => Err(verdict),
            }
        });
        match asked {
            Err(Verdict::Pass) => Action::Continue,
            Err(Verdict::Observe(finding)) => self.act(Verdict::Observe(finding)),
            // Again, now that the time has to be known.
            Err(Verdict::Reject(_)) => head.with_stamp(self.id, |request, stamp| {
                match inspect_head(&self.config, request, stamp) {
                    Asked::Decided(verdict) => self.act(verdict),
                    Asked::Read(_) => Action::Continue,
                }
            }),
            Ok((operation, intake, step)) => {
                self.awaited = Some(Awaited {
                    head,
                    operation,
                    intake,
                    copied: Vec::new(),
                });
                match step {
                    Step::Judge => self.judge(Some(Vec::new())),
                    Step::Wait | Step::Done if self.config.hold && !self.is_observing() => Action::Pause,
                    Step::Wait | Step::Done => Action::Continue,
                }
            }
        }
    }

    fn on_http_request_body(&mut self, length: usize, is_end: bool) -> Action {
        let is_observing = self.is_observing();
        let Some(awaited) = self.awaited.as_mut() else {
            return Action::Continue;
        };
        if is_observing {
            awaited
                .copied
                .extend(host::request_body(length).unwrap_or_default());
        }
        let total = if is_observing {
            awaited.copied.len()
        } else {
            length
        };
        match awaited.intake.received(total as u64, is_end) {
            Step::Judge if is_observing => {
                let body = std::mem::take(&mut awaited.copied);
                self.judge(Some(body))
            }
            Step::Judge => self.judge(host::request_body(length)),
            Step::Wait if !is_observing => Action::Pause,
            Step::Wait | Step::Done => Action::Continue,
        }
    }

    /// A body with trailers has no last piece.
    fn on_http_request_trailers(&mut self, _: usize) -> Action {
        match self.awaited.as_mut() {
            None => Action::Continue,
            Some(awaited) if self.config.mode == Mode::Observe => {
                let body = std::mem::take(&mut awaited.copied);
                self.judge(Some(body))
            }
            // Nothing was buffered where no piece came.
            Some(_) => self.judge(Some(host::buffered_body(self.config.limit))),
        }
    }
}
