//! Hears that somebody else changed the customer, for as long as it lives. Carries a version, never data.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use super::token::Tokens;
use crate::api::json::Json;
use crate::api::{CallError, StreamEvent, read_events};
use crate::browser::page::window;
use crate::browser::random;
use crate::browser::task::spawn;

/// The longest wait before a broken stream is opened again, in milliseconds; the waits before it double from one second.
const LONGEST_WAIT: u64 = 60_000;

/// A subscription; dropping it ends the stream.
pub(super) struct LiveChanges {
    stop: AbortController,
    has_ended: Rc<Cell<bool>>,
}

/// One stream after another, as long as the gateway has them.
struct Following {
    url: String,
    tokens: Tokens,
    signal: AbortSignal,
    last_id: String,
    refused: Option<String>,
    failures: u32,
}

impl LiveChanges {
    /// Follows `GET /customers/{id}/events`, through broken connections and expired tokens, until the gateway says that
    /// it has no such thing, or nobody is signed in.
    pub(super) fn follow(
        url: String,
        tokens: &Tokens,
        mut changed: impl FnMut(Option<String>) + 'static,
    ) -> Self {
        let stop = AbortController::new().expect("every browser with wasm has AbortController");
        let mut following = Following {
            url,
            tokens: tokens.clone(),
            signal: stop.signal(),
            last_id: String::new(),
            refused: None,
            failures: 0,
        };
        let has_ended = Rc::new(Cell::new(false));
        let ended = has_ended.clone();
        spawn(async move {
            while following.one_stream(&mut changed).await {
                wait(back_off(following.failures), &following.signal).await;
            }
            ended.set(true);
        });
        Self { stop, has_ended }
    }

    /// Whether it has given up: another may be started once a request succeeds again.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended.get()
    }
}

impl Following {
    /// Reads one stream to its end; whether to open another.
    async fn one_stream(&mut self, changed: &mut dyn FnMut(Option<String>)) -> bool {
        if self.signal.aborted() {
            return false;
        }
        let token = match self.refused.take() {
            Some(refused) => self.tokens.renew(Some(&refused)).await,
            None => self.tokens.get().await,
        };
        // Nobody is signed in: the next read or save will say so, and sign in again.
        let Ok(token) = token else { return false };
        let (seen, mut is_open) = (self.last_id.clone(), false);
        let last_id = &mut self.last_id;
        let mut received = |event: StreamEvent| {
            is_open = true;
            if !event.id.is_empty() {
                *last_id = event.id;
            }
            // `current` opens a stream: a change between the read and the subscription shows by its version.
            if matches!(event.name.as_str(), "changed" | "current" | "deleted") {
                changed(Json::parse(&event.data).get("etag").text());
            }
        };
        let ended = read_events(&self.url, &token, &seen, &self.signal, &mut received).await;
        let is_first_refusal = self.failures == 0;
        self.failures = if is_open { 0 } else { self.failures + 1 };
        match ended {
            Ok(401) if is_first_refusal => {
                self.refused = Some(token);
                true
            }
            Ok(200 | 429 | 500..) | Err(CallError::Network) => true,
            Ok(_) | Err(CallError::Aborted) => false,
        }
    }
}

impl Drop for LiveChanges {
    fn drop(&mut self) {
        self.stop.abort();
    }
}

/// Full jitter between nothing and a bound that doubles.
fn back_off(failures: u32) -> u64 {
    let bound = (1_000_u64 << failures.min(6)).min(LONGEST_WAIT);
    (bound * u64::from(random::bits())) >> 32
}

async fn wait(milliseconds: u64, signal: &AbortSignal) {
    if signal.aborted() {
        return;
    }
    let delay = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let promise = Promise::new(&mut |resolve, _| {
        // Called with a function and a number it does not throw; if it did there would be no waiting.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay);
    });
    let _ = JsFuture::from(promise).await;
}
