//! The options that set a limit. Each default is derived where it is declared, in the library's
//! `config/limits.rs`.

use std::num::NonZeroU32;
use std::time::Duration;

use clap::Args;
use cyrexa_gateway::TrustedProxy;
use cyrexa_gateway::limits::{self, Limits, Rate};

#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitOptions {
    /// Requests per second and login, bursts of the same number; 0 is any number. Default: 100, bursts of
    /// 500.
    #[arg(long, value_name = "PER_SECOND")]
    rate_limit: Option<u32>,
    /// Requests per second and address, bursts of the same number; 0 is any number. Default: 300, bursts of
    /// 1500.
    #[arg(long, value_name = "PER_SECOND")]
    address_rate_limit: Option<u32>,
    /// Creates refused as duplicates, per hour and login; 0 is any number.
    #[arg(long, value_name = "PER_HOUR", default_value_t = limits::DUPLICATES_PER_HOUR)]
    duplicate_limit: u32,
    /// Address or network (CIDR) of a proxy whose X-Forwarded-For is believed. May be given several times.
    #[arg(long, value_name = "ADDR_OR_CIDR")]
    trusted_proxy: Vec<TrustedProxy>,
    /// Connections at once; fewer where the limit of open files is too low.
    #[arg(long, value_name = "N", default_value_t = limits::CONNECTIONS, value_parser = at_least_one)]
    connections: usize,
    /// Connections at once of one address.
    #[arg(long, value_name = "N", default_value_t = limits::CONNECTIONS_PER_ADDRESS, value_parser = at_least_one)]
    connections_per_address: usize,
    /// From the first byte of a request to the end of its headers.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::HEADER_TIMEOUT.as_secs(), value_parser = seconds())]
    header_timeout: u64,
    /// For the whole body of a request.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::BODY_TIMEOUT.as_secs(), value_parser = seconds())]
    body_timeout: u64,
    /// For a client that reads nothing of its response.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::WRITE_TIMEOUT.as_secs(), value_parser = seconds())]
    write_timeout: u64,
    /// Between two requests on one connection.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::IDLE_TIMEOUT.as_secs(), value_parser = seconds())]
    idle_timeout: u64,
    /// Event streams at once.
    #[arg(long, value_name = "N", default_value_t = limits::STREAMS)]
    streams: usize,
    /// Event streams at once of one login.
    #[arg(long, value_name = "N", default_value_t = limits::STREAMS_PER_LOGIN)]
    streams_per_login: usize,
    /// Events replayed after Last-Event-ID; where more were missed, `current` is sent.
    #[arg(long, value_name = "EVENTS", default_value_t = limits::REPLAY_EVENTS)]
    replay_limit: usize,
    /// Entries on one page of a history.
    #[arg(long, value_name = "ENTRIES", default_value_t = limits::HISTORY_PAGE, value_parser = at_least_one)]
    history_page: usize,
    /// Entries of the history in an export.
    #[arg(long, value_name = "ENTRIES", default_value_t = limits::EXPORT_ENTRIES)]
    export_limit: usize,
    /// Exports and scans at once; more wait.
    #[arg(long, value_name = "N", default_value_t = limits::EXPORTS, value_parser = at_least_one)]
    exports: usize,
    /// For a write with all its waiting.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::WRITE_DEADLINE.as_secs(), value_parser = seconds())]
    write_deadline: u64,
    /// Longest time from now to the end of a token.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::TOKEN_LIFETIME.as_secs(), value_parser = seconds())]
    token_lifetime: u64,
    /// How long an idempotency key is kept.
    #[arg(long, value_name = "SECONDS", default_value_t = limits::KEY_LIFETIME.as_secs(), value_parser = seconds())]
    key_lifetime: u64,
}

/// A century: longer is a slip, and sums of times stay far from their types' ends.
const LONGEST_SECONDS: u64 = 100 * 365 * 24 * 60 * 60;

fn seconds() -> impl clap::builder::TypedValueParser<Value = u64> {
    clap::value_parser!(u64).range(1..=LONGEST_SECONDS)
}

fn at_least_one(text: &str) -> Result<usize, &'static str> {
    text.parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or("a number from 1 on")
}

impl From<LimitOptions> for Limits {
    fn from(options: LimitOptions) -> Self {
        let LimitOptions {
            rate_limit,
            address_rate_limit,
            duplicate_limit,
            trusted_proxy,
            connections,
            connections_per_address,
            header_timeout,
            body_timeout,
            write_timeout,
            idle_timeout,
            streams,
            streams_per_login,
            replay_limit,
            history_page,
            export_limit,
            exports,
            write_deadline,
            token_lifetime,
            key_lifetime,
        } = options;
        let defaults = Self::default();
        let key_lifetime = Duration::from_secs(key_lifetime);
        Self {
            rate: rate_limit.map_or(defaults.rate, |rate| Rate::new(rate, rate)),
            address_rate: address_rate_limit.map_or(defaults.address_rate, |rate| Rate::new(rate, rate)),
            duplicates_per_hour: NonZeroU32::new(duplicate_limit),
            trusted_proxies: trusted_proxy,
            connections,
            connections_per_address,
            header_timeout: Duration::from_secs(header_timeout),
            body_timeout: Duration::from_secs(body_timeout),
            write_timeout: Duration::from_secs(write_timeout),
            idle_timeout: Duration::from_secs(idle_timeout),
            streams,
            streams_per_login,
            replay_events: replay_limit,
            history_page,
            export_entries: export_limit,
            exports,
            write_deadline: Duration::from_secs(write_deadline),
            token_lifetime: Duration::from_secs(token_lifetime),
            key_lifetime,
            refused_key_lifetime: defaults.refused_key_lifetime.min(key_lifetime),
        }
    }
}
