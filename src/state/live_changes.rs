//! Hears that somebody else changed the customer, for as long as it lives. Carries a version, never data.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{AbortController, AbortSignal};

use super::token::Tokens;
use crate::api::json::Json;
use crate::api::{CallError, StreamEvent, read_events};
use crate::browser::random;
use crate::browser::task::spawn;
use crate::browser::timer::Timer;

/// The longest wait before a broken stream is opened again, in milliseconds; the waits before it double from one second.
const LONGEST_WAIT: u64 = 60_000;

/// A subscription; dropping it ends the stream.
pub(super) struct LiveChanges {
    stop: AbortController,
}

impl LiveChanges {
    /// Follows `GET /customers/{id}/events`, through broken connections and expired tokens, until the gateway says
    /// that it has no such thing.
    pub(super) fn follow(
        url: String,
        tokens: &Tokens,
        mut changed: impl FnMut(Option<String>) + 'static,
    ) -> Self {
        let stop = AbortController::new().expect("every browser with wasm has AbortController");
        let signal = stop.signal();
        let tokens = tokens.clone();
        spawn(async move {
            let mut last_id = String::new();
            let mut failures = 0;
            let mut refused: Option<String> = None;
            while !signal.aborted() {
                let token = match refused.take() {
                    Some(refused) => tokens.renew(Some(&refused)).await,
                    None => tokens.get().await,
                };
                // Nobody is signed in: the next read or save will say so, and sign in again.
                let Ok(token) = token else { return };
                let mut is_open = false;
                let seen = last_id.clone();
                let ended = read_events(&url, &token, &seen, &signal, |event| {
                    is_open = true;
                    if !event.id.is_empty() {
                        last_id.clone_from(&event.id);
                    }
                    if event.name == "changed" {
                        changed(version(&event));
                    }
                })
                .await;
                match ended {
                    Ok(401) if failures == 0 => refused = Some(token),
                    Ok(200 | 401 | 429 | 500..) | Err(CallError::Network) => {}
                    Ok(_) | Err(CallError::Aborted) => return,
                }
                failures = if is_open { 0 } else { failures + 1 };
                wait(back_off(failures), &signal).await;
            }
        });
        Self { stop }
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
    bound * u64::from(random::bits()) >> 32
}

async fn wait(milliseconds: u64, signal: &AbortSignal) {
    if signal.aborted() {
        return;
    }
    let timer: Rc<RefCell<Option<Timer>>> = Rc::default();
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        *timer.borrow_mut() = Some(Timer::after(milliseconds, move || {
            // Resolving a promise does not throw.
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

fn version(event: &StreamEvent) -> Option<String> {
    Json::parse(&event.data).get("etag").text()
}
