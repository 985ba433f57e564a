//! One request: judged at its head or, once and as soon as it is whole, by its body.
//!
//! Enforcing, the host buffers the body while we answer `Pause`, and with `hold` keeps the head back too. Observing, nothing is ever
//! paused: the pieces are copied as they pass.

use std::rc::Rc;

use cyrexa_edge::{
    Config, FailMode, Head, Intake, Mode, Operation, Rejection, Request, Stamp, Step, Verdict,
};
use cyrexa_edge::{inspect_body, inspect_head};
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::Action;

use crate::counters::Counters;
use crate::host::{self, Headers};

pub(crate) struct Filter {
    config: Rc<Config>,
    counters: Rc<Counters>,
    id: u32,
    /// While the body is awaited.
    awaited: Option<Awaited>,
}

struct Awaited {
    headers: Headers,
    operation: Operation,
    now: u64,
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
        let Some(Awaited {
            headers,
            operation,
            now,
            ..
        }) = self.awaited.take()
        else {
            return Action::Continue;
        };
        with_request(&headers, now, self.id, |request, stamp| match body {
            Some(body) => self.act(inspect_body(&self.config, request, operation, &body, stamp)),
            None => self.fault(&headers),
        })
    }

    /// The host did not give what it has to.
    fn fault(&self, headers: &Headers) -> Action {
        self.counters.fault();
        match self.config.fail {
            FailMode::Open => Action::Continue,
            FailMode::Closed => with_request(headers, host::now(), self.id, |request, stamp| {
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

fn with_request<T>(
    headers: &Headers,
    now: u64,
    id: u32,
    ask: impl FnOnce(&Request<'_>, &Stamp<'_>) -> T,
) -> T {
    let of = |name: &str| {
        let value = headers
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_slice());
        String::from_utf8_lossy(value.unwrap_or_default())
    };
    let (method, path) = (of(":method"), of(":path"));
    let pairs: Vec<(&str, &[u8])> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_slice()))
        .collect();
    // Envoy names every request; this is for a host that does not.
    let is_named = headers.iter().any(|(name, _)| name == "x-request-id");
    let fresh = if is_named {
        String::new()
    } else {
        format!("{now:x}-{id:x}")
    };
    ask(
        &Request {
            method: &method,
            path: &path,
            headers: &pairs,
        },
        &Stamp::at(now, &fresh),
    )
}

impl Context for Filter {}

impl HttpContext for Filter {
    fn on_http_request_headers(&mut self, _: usize, is_end: bool) -> Action {
        let Some(headers) = host::request_headers() else {
            return self.fault(&Headers::new());
        };
        let now = host::now();
        let (head, intake, step) = with_request(&headers, now, self.id, |request, stamp| {
            let mut intake = Intake::of(&self.config, request);
            let head = inspect_head(&self.config, request, stamp);
            let step = match head {
                // Asking what kind of host this is takes longer than the head: only where the answer matters.
                Head::Read(_) => {
                    let is_known = is_end || request.content_length().is_some();
                    intake.head(request, is_end, is_known || host::is_end_reliable())
                }
                Head::Decided(_) => Step::Done,
            };
            (head, intake, step)
        });
        match head {
            Head::Decided(Verdict::Pass) => Action::Continue,
            Head::Decided(verdict) => self.act(verdict),
            Head::Read(operation) => {
                self.awaited = Some(Awaited {
                    headers,
                    operation,
                    now,
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
