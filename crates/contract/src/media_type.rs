//! Which content types are read as a customer's JSON; a type that nobody checks is refused, never passed.

use crate::Operation;

/// Whether a body of this `Content-Type` is judged; anything else, and none at all, is 415. A charset must be UTF-8: a reader
/// that believes another one reads another text than we judged. Other parameters do not matter: RFC 8259 gives JSON none. A
/// list of types is refused: hosts join repeated headers into one, and another reader might take the type that we did not.
#[must_use]
pub fn is_accepted_media_type(content_type: Option<&str>, operation: Operation) -> bool {
    let value = content_type.unwrap_or("");
    // Nearly every one.
    if value == "application/json" {
        return true;
    }
    let Some((essence, parameters)) = split(value) else {
        return false;
    };
    if !parameters.into_iter().all(is_harmless) {
        return false;
    }
    let is = |name: &str| essence.eq_ignore_ascii_case(name);
    // The published create sample sends a plain object as `application/json-patch+json`.
    is("application/json")
        || is("application/json-patch+json")
        || (operation == Operation::Update && is("application/merge-patch+json"))
}

/// The type and its parameters, as written between semicolons outside of quotes. `None` where a comma is outside of
/// quotes, or quotes never end (there another reader may see a comma outside).
fn split(value: &str) -> Option<(&str, Vec<&str>)> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let (mut parts, mut start) = (Vec::new(), 0);
    for (place, c) in value.char_indices() {
        let was_escaped = std::mem::take(&mut is_escaped);
        match c {
            '"' if !was_escaped => is_quoted = !is_quoted,
            '\\' if is_quoted && !was_escaped => is_escaped = true,
            ',' if !is_quoted => return None,
            ';' if !is_quoted => {
                parts.push(&value[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    if is_quoted {
        return None;
    }
    parts.push(&value[start..]);
    let essence = parts.remove(0).trim();
    Some((essence, parts))
}

/// Whether a parameter is no charset, or names UTF-8: a token or a quoted string (RFC 9110 section 8.3.2).
fn is_harmless(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let value = value.trim();
    let unquoted = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
        .unwrap_or(value);
    !name.trim().eq_ignore_ascii_case("charset") || unquoted.eq_ignore_ascii_case("utf-8")
}
