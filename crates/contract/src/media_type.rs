//! Which content types are read as a customer's JSON; a type that nobody checks is refused, never passed.

use crate::Operation;

/// Whether a body of this `Content-Type` is judged; anything else, and none at all, is 415. Parameters do not matter:
/// RFC 8259 gives JSON none, and a body that is not UTF-8 is refused as malformed. A list of types is refused: hosts join
/// repeated headers into one, and another reader might take the type that we did not.
#[must_use]
pub fn is_accepted_media_type(content_type: Option<&str>, operation: Operation) -> bool {
    let value = content_type.unwrap_or("");
    // Nearly every one.
    if value == "application/json" {
        return true;
    }
    if is_list(value) {
        return false;
    }
    let essence = value.split(';').next().unwrap_or("").trim();
    let is = |name: &str| essence.eq_ignore_ascii_case(name);
    // The published create sample sends a plain object as `application/json-patch+json`.
    is("application/json")
        || is("application/json-patch+json")
        || (operation == Operation::Update && is("application/merge-patch+json"))
}

/// Whether a comma stands outside of quotes, or inside of quotes that never end (there another reader may see it outside).
fn is_list(value: &str) -> bool {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let has_comma = value.chars().any(|c| {
        let was_escaped = std::mem::take(&mut is_escaped);
        match c {
            '"' if !was_escaped => is_quoted = !is_quoted,
            '\\' if is_quoted && !was_escaped => is_escaped = true,
            _ => {}
        }
        c == ',' && !is_quoted
    });
    has_comma || is_quoted
}
