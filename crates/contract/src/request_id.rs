//! Which request ids of a client are kept.

/// A UUID without its hyphens, or a trace id of W3C Trace Context.
const DIGITS: usize = 32;

/// Where a UUID has hyphens (RFC 9562 section 4).
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

/// Whether a client's `X-Request-Id` is kept: a UUID or 32 hexadecimal digits. It is shown in logs, histories and other
/// people's event streams, so it must not be able to hold a text.
#[must_use]
pub fn is_request_id(text: &str) -> bool {
    let is_uuid = text.len() == DIGITS + HYPHENS.len();
    (is_uuid || text.len() == DIGITS)
        && text.bytes().enumerate().all(|(place, byte)| {
            if is_uuid && HYPHENS.contains(&place) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}
