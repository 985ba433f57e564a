//! From the bytes of a request to a verdict: strict about form, tolerant of what it does not know.
//!
//! Refused as malformed: what is not UTF-8, not JSON, not an object, nests deeper than 128 levels, or has a key
//! twice anywhere (two readers could disagree on which one counts). A leading BOM is tolerated; read-only and unknown
//! fields are ignored.

use serde::de::IgnoredAny;

use crate::members::walk;
use crate::{Field, Operation, Patch, Reason, Violation};

/// What the fingerprint covers.
pub(crate) const STATEMENT: &str = "body: UTF-8 JSON object, BOM tolerated, no key twice, <=128 deep; other keys ignored; \
                                    texts trimmed of White_Space, empty is cleared";

/// Why a body cannot be judged at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text is not JSON.
    NotJson,
    /// JSON, but an array (an RFC 6902 patch too), a string, a number, a boolean or `null`.
    NotAnObject,
    /// An object, here or inside, has a key twice.
    DuplicateKey,
    /// Nested deeper than 128.
    TooDeep,
}

impl Malformed {
    /// A sentence for the developer of the client; it holds nothing of the body.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotUtf8 => "The body is not UTF-8",
            Self::NotJson => "The body is not valid JSON",
            Self::NotAnObject => "The body must be a JSON object",
            Self::DuplicateKey => "The body has a key twice in one object",
            Self::TooDeep => "The body is nested deeper than 128 levels",
        }
    }
}

/// A body that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing can be said of its fields.
    Malformed(Malformed),
    /// Fields that fail, in contract order; never empty.
    Invalid(Vec<Violation>),
}

/// The verdict on a body: the patch in normal form, or why not.
///
/// # Errors
/// [`Refusal::Malformed`] where the form is wrong, [`Refusal::Invalid`] with every failing field otherwise.
pub fn judge(body: &[u8], operation: Operation) -> Result<Patch, Refusal> {
    let Parsed { patch, mistyped } = parse(body).map_err(Refusal::Malformed)?;
    let patch = patch.normalised();
    let mut violations = patch.violations(operation);
    if !mistyped.is_empty() {
        violations.retain(|violation| !mistyped.contains(&violation.field));
        for field in mistyped {
            let at = violations.partition_point(|violation| violation.field < field);
            let reason = Reason::Type;
            violations.insert(at, Violation { field, reason });
        }
    }
    if violations.is_empty() {
        Ok(patch)
    } else {
        Err(Refusal::Invalid(violations))
    }
}

#[derive(Default)]
struct Parsed {
    patch: Patch,
    mistyped: Vec<Field>,
}

fn parse(body: &[u8]) -> Result<Parsed, Malformed> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text = std::str::from_utf8(body).map_err(|_| Malformed::NotUtf8)?;
    serde_json::from_str::<IgnoredAny>(text).map_err(|_| Malformed::NotJson)?;
    if !text.trim_start().starts_with('{') {
        return Err(Malformed::NotAnObject);
    }
    let mut parsed = Parsed::default();
    walk(text.as_bytes(), |field, wish| match wish {
        Some(change) => parsed.patch.set(field, change),
        None => parsed.mistyped.push(field),
    })?;
    Ok(parsed)
}
