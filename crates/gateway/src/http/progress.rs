//! What one connection waits for, and since when.
//!
//! **Invariant.** A connection on which the gateway itself has something to do is never too slow: only
//! waiting for the client counts.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::config::Limits;

/// After its answer a client may be about to ask again: so long it is not taken for idle.
const PAUSE: Duration = Duration::from_millis(100);

/// A client that moves no byte for so long makes room where room is needed. Several rounds of them, one
/// behind the other in the queue of a small gateway, keep a good client waiting for less than 2 s.
const STALL: Duration = Duration::from_millis(500);

/// One that moves some bytes now and then is not done after so long: it makes room, too.
const DRIP: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(crate) struct Progress(Mutex<State>);

#[derive(Debug)]
struct State {
    phase: Phase,
    /// When the phase began.
    since: Instant,
    /// When a byte was read or written last.
    moved: Instant,
    /// Since when there has been something to write that the client does not take.
    behind: Option<Instant>,
    /// Since when a handler has been waiting for the rest of the body.
    starved: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Between two requests.
    Idle,
    /// A request has begun to arrive. A new connection is in this phase, too: it was opened for a request.
    Head,
    /// A request is being answered.
    Answer,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        Self(Mutex::new(State {
            phase: Phase::Head,
            since: now,
            moved: now,
            behind: None,
            starved: None,
        }))
    }

    /// Some bytes have arrived.
    pub(crate) fn has_read(&self) {
        let mut state = self.state();
        state.moved = Instant::now();
        if state.phase == Phase::Idle {
            state.enter(Phase::Head);
        }
    }

    /// The client has taken some bytes.
    pub(crate) fn has_written(&self) {
        self.state().moved = Instant::now();
    }

    /// The client takes no more for now.
    pub(crate) fn is_blocked(&self) {
        self.state().behind.get_or_insert_with(Instant::now);
    }

    /// The client has taken all there was.
    pub(crate) fn is_flushed(&self) {
        self.state().behind = None;
    }

    /// The head of a request is complete.
    pub(crate) fn begins_answer(&self) {
        self.state().enter(Phase::Answer);
    }

    /// The last of a response has been handed over to be written.
    pub(crate) fn ends_answer(&self) {
        self.state().enter(Phase::Idle);
    }

    /// A handler waits for the body, or does no more.
    pub(crate) fn is_starved(&self, is_starved: bool) {
        let mut state = self.state();
        if is_starved {
            state.starved.get_or_insert_with(Instant::now);
        } else {
            state.starved = None;
        }
    }

    /// Whether there is something that the client has not taken.
    pub(crate) fn is_behind(&self) -> bool {
        self.state().behind.is_some()
    }

    /// When this client will have been waited for too long, if it is waited for. A body has a timeout of
    /// its own.
    pub(crate) fn deadline(&self, limits: &Limits) -> Option<Instant> {
        let state = self.state();
        match (state.behind, state.phase) {
            (Some(behind), _) => Some(behind.max(state.moved) + limits.write_timeout),
            (None, Phase::Idle) => Some(state.since + limits.idle_timeout),
            (None, Phase::Head) => Some(state.since + limits.header_timeout),
            (None, Phase::Answer) => None,
        }
    }

    /// For how long no byte has moved, where the connection may be closed to make room for another one.
    pub(crate) fn dispensable_for(&self, now: Instant) -> Option<Duration> {
        let state = self.state();
        let still = now.saturating_duration_since(state.moved);
        let (since, shortest) = match (state.behind, state.phase, state.starved) {
            (Some(behind), ..) => (behind, STALL),
            (None, Phase::Idle, _) => (state.since, PAUSE),
            (None, Phase::Head, _) => (state.since, STALL),
            (None, Phase::Answer, Some(starved)) => (starved, STALL),
            (None, Phase::Answer, None) => return None,
        };
        let waited = now.saturating_duration_since(since);
        (still.min(waited) >= shortest || waited >= DRIP).then_some(still)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.since = Instant::now();
        self.starved = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    const SECOND: Duration = Duration::from_secs(1);

    type Happens = fn(&Progress);

    #[tokio::test(start_paused = true)]
    async fn only_waiting_for_the_client_counts() {
        let cases: [(&str, Happens, Option<u64>, bool); 8] = [
            ("nothing was ever sent", |_| {}, Some(30), true),
            ("the head has begun", Progress::has_read, Some(30), true),
            ("we are at work", Progress::begins_answer, None, false),
            (
                "the body does not come",
                |p| {
                    p.begins_answer();
                    p.is_starved(true);
                },
                None,
                true,
            ),
            (
                "the body has come",
                |p| {
                    p.begins_answer();
                    p.is_starved(true);
                    p.is_starved(false);
                },
                None,
                false,
            ),
            (
                "the answer is not read",
                |p| {
                    p.begins_answer();
                    p.is_blocked();
                },
                Some(30),
                true,
            ),
            (
                "the answer is read",
                |p| {
                    p.begins_answer();
                    p.is_blocked();
                    p.is_flushed();
                },
                None,
                false,
            ),
            (
                "between two requests",
                |p| {
                    p.begins_answer();
                    p.ends_answer();
                },
                Some(75),
                true,
            ),
        ];
        for (what, happens, deadline, is_dispensable) in cases {
            let progress = Progress::new();
            happens(&progress);
            let start = Instant::now();
            let left = progress.deadline(&Limits::default()).map(|at| at - start);
            assert_eq!(left, deadline.map(Duration::from_secs), "{what}");
            assert_eq!(progress.dispensable_for(start), None, "{what}: at once");
            advance(2 * SECOND).await;
            let dispensable = progress.dispensable_for(Instant::now());
            assert_eq!(dispensable, is_dispensable.then_some(2 * SECOND), "{what}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_a_byte_now_and_then_has_ten_seconds() {
        let cases: [(&str, Happens, Happens); 3] = [
            (
                "of its answer",
                |p| {
                    p.begins_answer();
                    p.is_blocked();
                },
                Progress::has_written,
            ),
            ("of its head", |_| {}, Progress::has_read),
            (
                "of its body",
                |p| {
                    p.begins_answer();
                    p.is_starved(true);
                },
                Progress::has_read,
            ),
        ];
        for (what, begins, drips) in cases {
            let progress = Progress::new();
            begins(&progress);
            for second in 1..=12 {
                advance(3 * SECOND / 4).await;
                drips(&progress);
                advance(SECOND / 4).await;
                let is_dispensable = progress.dispensable_for(Instant::now()).is_some();
                assert_eq!(is_dispensable, second >= 10, "{what}, after {second} s");
            }
        }
    }
}
