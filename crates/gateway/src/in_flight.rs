//! Creates with an idempotency key that are running now: a duplicate waits for the first one's answer, but
//! not for ever.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName};
use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, timeout_at};

use crate::auth::Caller;
use crate::error::ApiError;
use crate::store::idempotency::Slot;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// contract.md: "at most 255 characters".
const LONGEST_KEY: usize = 255;

/// The caller's key, bare or in quotes (a Structured Field string): both spellings are one key.
pub(crate) fn slot_of(headers: &HeaderMap, caller: &Caller) -> Result<Option<Slot>, ApiError> {
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    value
        .to_str()
        .ok()
        .filter(|_| values.next().is_none())
        .and_then(read_key)
        .map(|key| {
            Some(Slot {
                caller: caller.identity(),
                key,
            })
        })
        .ok_or(ApiError::BadRequest(
            "Idempotency-Key must be 1 to 255 visible ASCII characters, bare or in quotes",
        ))
}

fn read_key(text: &str) -> Option<String> {
    let key = match text.strip_prefix('"') {
        Some(rest) => unquote(rest)?,
        None if text.bytes().all(|b| b.is_ascii_graphic() && b != b'"') => text.to_owned(),
        None => return None,
    };
    (1..=LONGEST_KEY).contains(&key.len()).then_some(key)
}

/// The text of a quoted string whose first quote is read already.
fn unquote(rest: &str) -> Option<String> {
    let mut key = String::new();
    let mut characters = rest.chars();
    loop {
        match characters.next()? {
            '"' => return characters.next().is_none().then_some(key),
            '\\' => key.push(characters.next().filter(|c| matches!(c, '"' | '\\'))?),
            c if c == ' ' || c.is_ascii_graphic() => key.push(c),
            _ => return None,
        }
    }
}

type Turns = HashMap<Slot, Arc<tokio::sync::Mutex<()>>>;

#[derive(Clone, Debug, Default)]
pub(crate) struct InFlight(Arc<Mutex<Turns>>);

/// Holds a slot until dropped.
#[derive(Debug)]
pub(crate) struct Claim {
    // Dropped in this order: the ticket counts who is left.
    _turn: OwnedMutexGuard<()>,
    _ticket: Ticket,
}

#[derive(Debug)]
struct Ticket {
    slot: Slot,
    turn: Arc<tokio::sync::Mutex<()>>,
    turns: InFlight,
}

impl InFlight {
    /// Waits until the slot is free, at most until the deadline of the whole request.
    ///
    /// # Errors
    /// Where that takes too long.
    pub(crate) async fn claim(&self, slot: Slot, deadline: Instant) -> Result<Claim, ApiError> {
        let ticket = self.ticket(slot);
        match timeout_at(deadline, ticket.turn.clone().lock_owned()).await {
            Ok(turn) => Ok(Claim {
                _turn: turn,
                _ticket: ticket,
            }),
            Err(_) => Err(ApiError::IdempotencyRunning),
        }
    }

    fn ticket(&self, slot: Slot) -> Ticket {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = turns.entry(slot.clone()).or_default().clone();
        Ticket {
            slot,
            turn,
            turns: self.clone(),
        }
    }
}

/// The last one out removes the slot: what is left are the map's own handle and this one.
impl Drop for Ticket {
    fn drop(&mut self) {
        let mut turns = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if Arc::strong_count(&self.turn) <= 2 {
            turns.remove(&self.slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_two_spellings_and_a_limit() {
        let longest = "k".repeat(255);
        for (text, expected) in [
            ("abc", Some("abc")),
            ("\"abc\"", Some("abc")),
            (
                "8e03978e-40d5-43dd-bc93-6894a57f9324",
                Some("8e03978e-40d5-43dd-bc93-6894a57f9324"),
            ),
            (r#""a\"b\\c d""#, Some("a\"b\\c d")),
            (longest.as_str(), Some(longest.as_str())),
            (&format!("\"{longest}\""), Some(longest.as_str())),
            (&format!("{longest}k"), None),
            (&format!("\"{longest}k\""), None),
            ("", None),
            ("\"\"", None),
            ("\"abc", None),
            ("abc\"", None),
            ("\"abc\";p=1", None),
            ("a b", None),
            (r#""a\b""#, None),
        ] {
            assert_eq!(read_key(text).as_deref(), expected, "{text}");
        }
    }

    fn slot(key: &str) -> Slot {
        Slot {
            caller: "customer:1:1".to_owned(),
            key: key.to_owned(),
        }
    }

    fn soon() -> Instant {
        Instant::now() + std::time::Duration::from_secs(5)
    }

    #[tokio::test(start_paused = true)]
    async fn a_duplicate_waits_its_turn_and_is_refused_when_that_takes_too_long() {
        let running = InFlight::default();
        let first = running.claim(slot("a"), soon()).await.expect("it is free");
        running.claim(slot("b"), soon()).await.expect("another key");
        let late = running.claim(slot("a"), soon()).await;
        assert!(matches!(late, Err(ApiError::IdempotencyRunning)));

        let (second, ()) = tokio::join!(running.claim(slot("a"), soon()), async { drop(first) });
        drop(second.expect("its turn has come"));
        assert!(
            running.0.lock().unwrap().is_empty(),
            "nothing is kept of what is over"
        );
    }
}
