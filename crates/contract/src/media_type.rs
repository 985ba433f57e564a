//! Which content types are read as a customer's JSON; a type that nobody checks is refused, never passed.

use crate::Operation;

/// Whether a body of this `Content-Type` is judged; anything else, and none at all, is 415. Parameters do not matter:
/// RFC 8259 gives JSON none, and a body that is not UTF-8 is refused as malformed.
#[must_use]
pub fn is_accepted_media_type(content_type: Option<&str>, operation: Operation) -> bool {
    let essence = content_type
        .and_then(|value| value.split(';').next())
        .unwrap_or("")
        .trim();
    let is = |name: &str| essence.eq_ignore_ascii_case(name);
    // The published create sample sends a plain object as `application/json-patch+json`.
    is("application/json")
        || is("application/json-patch+json")
        || (operation == Operation::Update && is("application/merge-patch+json"))
}
