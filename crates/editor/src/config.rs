//! A session's settings. Time and randomness are not among them: they come with every event.

/// A point in time or a span, in milliseconds, by whatever clock the caller keeps (it must not run
/// backwards).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millis(pub u64);

/// 128 fresh random bits, drawn by the caller for every event: jitter and idempotency keys are made of them.
#[derive(Clone, Copy, Debug)]
pub struct Entropy(pub u128);

/// Which customer a session edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One that does not exist yet.
    Create,
    /// The one with this id.
    Edit {
        /// Set by the gateway.
        id: i64,
    },
}

/// The settings of a [`Session`](crate::Session).
#[derive(Clone, Debug)]
pub struct Config {
    /// Which customer.
    pub target: Target,
    /// Whether unsaved work is handed out as [`Effect::Persist`](crate::Effect::Persist) after every change.
    pub persist: bool,
    /// Whether the browser believes it is online now; later by events.
    pub online: bool,
    /// How long a request may take before the caller answers it with a time-out.
    pub timeout: Millis,
    /// Upper bound of the first back-off; doubles with each failure.
    pub retry_base: Millis,
    /// Upper bound of every back-off.
    pub retry_cap: Millis,
}

impl Config {
    /// The defaults: online, nothing persisted, 15 s time-out, back-off from 500 ms to 30 s.
    #[must_use]
    pub const fn new(target: Target) -> Self {
        Self {
            target,
            persist: false,
            online: true,
            timeout: Millis(15_000),
            retry_base: Millis(500),
            retry_cap: Millis(30_000),
        }
    }
}
