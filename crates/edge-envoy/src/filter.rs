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
    /// Whatever else comes of it, the gateway is not to get it.
    is_refused: bool,
}

struct Awaited {
    head: Head,
    operation: Operation,
    intake: Intake,
    /// How much has come: enforcing, the host keeps it for us.
    total: usize,
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
            is_refused: false,
        }
    }

    fn judge_what_came(&mut self) -> Action {
        let is_observing = self.is_observing();
        let body = self.awaited.as_mut().and_then(|awaited| {
            if is_observing {
                Some(std::mem::take(&mut awaited.copied))
            } else {
                host::request_body(awaited.total)
            }
        });
        self.judge(body)
    }

    fn judge(&mut self, body: Option<Vec<u8>>) -> Action {
        let Some(Awaited { head, operation, .. }) = self.awaited.take() else {
            return self.go_on();
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
    fn fault(&mut self, head: &Head) -> Action {
        self.counters.fault();
        match self.config.fail {
            FailMode::Open => Action::Continue,
            FailMode::Closed if self.is_observing() => Action::Continue,
            FailMode::Closed => head.with_stamp(self.id, |request, stamp| {
                let rejection = Rejection::broken(&self.config, request, stamp);
                self.send(&rejection)
            }),
        }
    }

    fn act(&mut self, verdict: Verdict) -> Action {
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
                self.send(&rejection)
            }
        }
    }

    /// The host keeps a request that was answered here, even where it cannot answer.
    fn send(&mut self, rejection: &Rejection) -> Action {
        self.is_refused = true;
        host::answer(rejection);
        Action::Pause
    }

    /// With nothing left to judge.
    fn go_on(&self) -> Action {
        if self.is_refused {
            Action::Pause
        } else {
            Action::Continue
        }
    }

    fn is_observing(&self) -> bool {
        self.config.mode == Mode::Observe
    }
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
                    total: 0,
                    copied: Vec::new(),
                });
                match step {
                    Step::Judge => self.judge_what_came(),
                    Step::Wait | Step::Done if self.config.hold && !self.is_observing() => Action::Pause,
                    Step::Wait | Step::Done => Action::Continue,
                }
            }
        }
    }

    fn on_http_request_body(&mut self, length: usize, is_end: bool) -> Action {
        let is_observing = self.is_observing();
        let Some(awaited) = self.awaited.as_mut() else {
            return self.go_on();
        };
        if is_observing {
            let Some(piece) = host::request_body(length) else {
                return self.judge(None);
            };
            awaited.copied.extend(piece);
            awaited.total = awaited.copied.len();
        } else {
            awaited.total = length;
        }
        match awaited.intake.received(awaited.total as u64, is_end) {
            Step::Judge => self.judge_what_came(),
            Step::Wait if !is_observing => Action::Pause,
            Step::Wait | Step::Done => Action::Continue,
        }
    }

    /// A body with trailers has no last piece.
    fn on_http_request_trailers(&mut self, _: usize) -> Action {
        self.judge_what_came()
    }
}
