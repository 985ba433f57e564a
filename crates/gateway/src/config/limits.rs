//! Every limit, its default, and where the default comes from. The options of the same names are in `cli`.

use std::num::NonZeroU32;
use std::time::Duration;

use super::trusted_proxy::TrustedProxy;

/// A page makes a dozen requests when it opens; a merchant's back office is one login for many people.
pub const RATE: u32 = 100;

/// Five seconds of the rate: a night's import may begin without being slowed down.
pub const RATE_BURST: u32 = 500;

/// Three busy logins behind one address (a company, a mobile network's gateway).
pub const ADDRESS_RATE: u32 = 300;

/// Five seconds of the rate, as for a login.
pub const ADDRESS_BURST: u32 = 1500;

/// A person mistypes an address a few times; a merchant's import meets some that are there already. Sixty an
/// hour lets both, and makes a list of a million addresses take two years.
pub const DUPLICATES_PER_HOUR: u32 = 60;

/// With 16 to 64 KiB of buffers each, below 256 MiB.
pub const CONNECTIONS: usize = 4096;

/// A browser opens six; 85 browsers behind one address.
pub const CONNECTIONS_PER_ADDRESS: usize = 512;

/// From the accepted connection, or the first byte of a later request, to the end of its head. RFC 9112
/// names none; nginx has 60 s and Apache 20 to 40 s.
pub const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// A body has at most 64 KiB: 17 kbit/s.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// Without any progress: one acknowledged packet starts it again.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// Between two requests. Longer than the 60 s for which common proxies keep a connection: a proxy must not
/// send a request into a connection that closes just then.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(75);

/// Half of the connections: streams never keep everybody else out.
pub const STREAMS: usize = 2000;

/// One per browser and device, with room for pages that cannot share one.
pub const STREAMS_PER_LOGIN: usize = 20;

/// A hundred KiB of events: a client that missed more reads the profile again anyway.
pub const REPLAY_EVENTS: usize = 1000;

/// The same as the longest page of the list.
pub const HISTORY_PAGE: usize = 100;

/// A change per second for eleven days; about 200 MB, streamed.
pub const EXPORT_ENTRIES: usize = 1_000_000;

/// Half of the database's readers: an export never keeps reads out.
pub const EXPORTS: usize = 2;

/// Below the 10 s after which clients give up on a write.
pub const WRITE_DEADLINE: Duration = Duration::from_secs(5);

/// A stolen token is of use for a day at most.
pub const TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// contract.md: "kept 24 hours per caller".
pub const KEY_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// For a create that was refused. Its answer is the same when it is judged again, so the key is kept only
/// for a client's retries: they end within minutes.
pub const REFUSED_KEY_LIFETIME: Duration = Duration::from_secs(600);

/// Requests per second, and how many at once after a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Refilled each second.
    pub per_second: NonZeroU32,
    /// The most at once.
    pub burst: NonZeroU32,
}

impl Rate {
    /// `None`, which is no limit, where one of the numbers is 0.
    #[must_use]
    pub const fn new(per_second: u32, burst: u32) -> Option<Self> {
        match (NonZeroU32::new(per_second), NonZeroU32::new(burst)) {
            (Some(per_second), Some(burst)) => Some(Self { per_second, burst }),
            _ => None,
        }
    }
}

/// What one client, and all of them together, may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests of one login; `None` is any number.
    pub rate: Option<Rate>,
    /// Requests of one address; `None` is any number.
    pub address_rate: Option<Rate>,
    /// Answers `DUPLICATE_CUSTOMER` per login and hour; `None` is any number.
    pub duplicates_per_hour: Option<NonZeroU32>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<TrustedProxy>,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once of one address.
    pub connections_per_address: usize,
    /// From the first byte of a request to the end of its headers.
    pub header_timeout: Duration,
    /// For the whole body of a request.
    pub body_timeout: Duration,
    /// For a client that reads nothing of its response.
    pub write_timeout: Duration,
    /// Between two requests on one connection.
    pub idle_timeout: Duration,
    /// Event streams at once.
    pub streams: usize,
    /// Event streams at once of one login.
    pub streams_per_login: usize,
    /// Events replayed after `Last-Event-ID`; where more were missed, `current` is sent.
    pub replay_events: usize,
    /// Entries on one page of a history.
    pub history_page: usize,
    /// Entries of the history in an export.
    pub export_entries: usize,
    /// Exports and scans at once.
    pub exports: usize,
    /// For a write with all its waiting.
    pub write_deadline: Duration,
    /// From now to the end of a token.
    pub token_lifetime: Duration,
    /// How long an idempotency key is kept.
    pub key_lifetime: Duration,
    /// How long one is kept whose create was refused.
    pub refused_key_lifetime: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rate: Rate::new(RATE, RATE_BURST),
            address_rate: Rate::new(ADDRESS_RATE, ADDRESS_BURST),
            duplicates_per_hour: NonZeroU32::new(DUPLICATES_PER_HOUR),
            trusted_proxies: Vec::new(),
            connections: CONNECTIONS,
            connections_per_address: CONNECTIONS_PER_ADDRESS,
            header_timeout: HEADER_TIMEOUT,
            body_timeout: BODY_TIMEOUT,
            write_timeout: WRITE_TIMEOUT,
            idle_timeout: IDLE_TIMEOUT,
            streams: STREAMS,
            streams_per_login: STREAMS_PER_LOGIN,
            replay_events: REPLAY_EVENTS,
            history_page: HISTORY_PAGE,
            export_entries: EXPORT_ENTRIES,
            exports: EXPORTS,
            write_deadline: WRITE_DEADLINE,
            token_lifetime: TOKEN_LIFETIME,
            key_lifetime: KEY_LIFETIME,
            refused_key_lifetime: REFUSED_KEY_LIFETIME,
        }
    }
}
