//! An e-mail address: the WHATWG `input type=email` production, exactly what Chromium accepts.
//!
//! Ours because no published crate agrees with it on every case, and because those that come close bring a
//! regular-expression engine or IDNA tables (144 kB and more) into the page.

use super::issuers::Issuers;
use super::{card_number, characters};
use crate::Reason;

/// Upstream: the second "Maximum length" of the update body.
pub const MAX: u64 = 100;

/// RFC 1034 section 3.5: a label has at most 63 bytes.
const LABEL_MAX: usize = 63;

/// What the fingerprint covers.
pub const STATEMENT: &str = "email: required, <=100, WHATWG input type=email production, no card number";

pub(crate) fn check(text: &str) -> Result<(), Reason> {
    characters::check_line(text)?;
    card_number::check(text, Issuers::All)?;
    if is_email(text.as_bytes()) {
        Ok(())
    } else {
        Err(Reason::Format)
    }
}

pub(crate) fn is_email(text: &[u8]) -> bool {
    let mut halves = text.splitn(2, |b| *b == b'@');
    let (Some(local), Some(domain)) = (halves.next(), halves.next()) else {
        return false;
    };
    !local.is_empty() && local.iter().all(is_local_octet) && domain.split(|b| *b == b'.').all(is_label)
}

const fn is_local_octet(b: &u8) -> bool {
    b.is_ascii_alphanumeric()
        || matches!(*b, b'.' | b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~')
}

fn is_label(label: &[u8]) -> bool {
    let (Some(first), Some(last)) = (label.first(), label.last()) else {
        return false;
    };
    label.len() <= LABEL_MAX
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
        && label.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}
