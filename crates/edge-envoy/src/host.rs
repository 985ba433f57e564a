//! The host's side of the ABI, with a value for every failure.

use std::time::{Duration, UNIX_EPOCH};

use cyrexa_edge::Rejection;
use proxy_wasm::hostcalls;
use proxy_wasm::types::{BufferType, LogLevel};

/// The plugin's configuration; nothing where there is none.
pub(crate) fn configuration() -> Vec<u8> {
    let octets = hostcalls::get_buffer(BufferType::PluginConfiguration, 0, usize::MAX);
    octets.ok().flatten().unwrap_or_default()
}

/// What there is of the body: all of it while it is buffered, else the piece at hand.
pub(crate) fn request_body(length: usize) -> Option<Vec<u8>> {
    if length == 0 {
        return Some(Vec::new());
    }
    hostcalls::get_buffer(BufferType::HttpRequestBody, 0, length)
        .ok()
        .flatten()
}

/// What is buffered of the body, at most one octet more than the limit; nothing where nothing came.
pub(crate) fn buffered_body(limit: u32) -> Vec<u8> {
    let octets = hostcalls::get_buffer(BufferType::HttpRequestBody, 0, limit as usize + 1);
    octets.ok().flatten().unwrap_or_default()
}

/// Whether this is Envoy, which says when a stream has ended: it also says what was spoken.
pub(crate) fn is_end_reliable() -> bool {
    hostcalls::get_property(vec!["request", "protocol"]).is_ok_and(|protocol| protocol.is_some())
}

/// Asks for a tick; a host that gives none shows no count of what passed.
pub(crate) fn tick_every(period: Duration) {
    let _asked = hostcalls::set_tick_period(period);
}

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let now = hostcalls::get_current_time()
        .ok()
        .and_then(|now| now.duration_since(UNIX_EPOCH).ok());
    now.and_then(|since| u64::try_from(since.as_millis()).ok())
        .unwrap_or(0)
}

/// Whether the host has taken the answer over.
pub(crate) fn answer(rejection: &Rejection) -> bool {
    let headers: Vec<_> = rejection
        .headers
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    hostcalls::send_http_response(rejection.status.into(), headers, Some(&rejection.body)).is_ok()
}

pub(crate) fn log(level: LogLevel, line: &str) {
    // There is nowhere to say that the log failed.
    let _logged = hostcalls::log(level, line);
}
