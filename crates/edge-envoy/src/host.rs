//! What the host is asked for, with a value for every failure.

use cyrexa_edge::Rejection;

use crate::abi;

const REQUEST_HEADERS: u32 = 0;
const REQUEST_BODY: u32 = 0;
const PLUGIN_CONFIGURATION: u32 = 7;

/// Of the log.
#[derive(Clone, Copy)]
pub(crate) enum Level {
    Info = 2,
    Error = 4,
}

/// The plugin's configuration; nothing where there is none.
pub(crate) fn configuration() -> Vec<u8> {
    abi::buffer(PLUGIN_CONFIGURATION, usize::MAX).unwrap_or_default()
}

/// The headers of the request, as [`Head`](crate::head::Head) reads them.
pub(crate) fn request_headers() -> Option<Vec<u8>> {
    abi::header_map(REQUEST_HEADERS)
}

/// `length` bytes of the body: all of it while it is buffered, else the current piece. `None` where the host
/// does not have them.
pub(crate) fn request_body(length: usize) -> Option<Vec<u8>> {
    if length == 0 {
        return Some(Vec::new());
    }
    abi::buffer(REQUEST_BODY, length).filter(|bytes| bytes.len() == length)
}

/// Whether this is Envoy, which says when a stream has ended: it also says what was spoken.
pub(crate) fn is_end_reliable() -> bool {
    abi::property(b"request\0protocol").is_some()
}

/// Asks for a tick; a host that gives none shows no count of what passed.
pub(crate) fn tick_every(milliseconds: u32) {
    abi::tick_every(milliseconds);
}

/// Milliseconds since 1970; at their beginning, where the host has no clock.
pub(crate) fn now() -> u64 {
    abi::nanoseconds().unwrap_or(0) / 1_000_000
}

/// A failure of the host here cannot be reported to anyone.
pub(crate) fn answer(rejection: &Rejection) {
    let count = rejection.headers.len() as u32;
    let mut headers = count.to_le_bytes().to_vec();
    for (name, value) in &rejection.headers {
        headers.extend((name.len() as u32).to_le_bytes());
        headers.extend((value.len() as u32).to_le_bytes());
    }
    for (name, value) in &rejection.headers {
        headers.extend([name.as_bytes(), b"\0", value.as_bytes(), b"\0"].concat());
    }
    abi::respond(rejection.status.into(), &headers, &rejection.body);
}

pub(crate) fn log(level: Level, line: &str) {
    abi::log(level as u32, line);
}

/// A counter of the host's statistics.
pub(crate) fn counter(name: &str) -> Option<u32> {
    abi::define_counter(name)
}

pub(crate) fn increment(counter: u32, count: i64) {
    abi::increment(counter, count);
}
