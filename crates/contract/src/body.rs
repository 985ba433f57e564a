//! From the bytes of a request to a verdict: strict about form, tolerant of what it does not know.
//!
//! Refused as malformed: what is not UTF-8, not JSON, not an object, nests deeper than 128 levels, or has a key
//! twice anywhere (two readers could disagree on which one counts). A leading BOM is tolerated; read-only and unknown
//! fields are ignored.

use std::borrow::Cow;

use crate::reader::{Member, Members, read};
use crate::{Change, Field, Operation, Patch, Reason, Violation, normal_text, rules};

/// What the fingerprint covers.
pub(crate) const STATEMENT: &str = "body: UTF-8 JSON object, BOM tolerated, no key twice, <=128 deep; other keys ignored; \
                                    texts in normal form, empty is cleared";

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
    let members = accepted(body, operation)?;
    let mut patch = Patch::default();
    for (field, member) in Field::ALL.into_iter().zip(members) {
        let change = match member {
            Member::Absent | Member::WrongType => continue,
            Member::Null => Change::Clear,
            Member::Text(text) => Change::Set(text.into_owned()),
        };
        patch.set(field, change);
    }
    Ok(patch)
}

/// The verdict of [`judge`] alone, for who forwards the body as it is: of a good one hardly anything is copied.
///
/// # Errors
/// As [`judge`].
pub fn check_body(body: &[u8], operation: Operation) -> Result<(), Refusal> {
    accepted(body, operation).map(|_| ())
}

/// What the body says of each field, in normal form, where no field fails.
fn accepted(body: &[u8], operation: Operation) -> Result<Members<'_>, Refusal> {
    let mut members = read(body).map_err(Refusal::Malformed)?;
    let mut violations = Vec::new();
    for (field, member) in Field::ALL.into_iter().zip(&mut members) {
        if let Member::Text(text) = member {
            *member = normal(field, std::mem::take(text));
        }
        if let Some(reason) = reason(field, member, operation) {
            violations.push(Violation { field, reason });
        }
    }
    if violations.is_empty() {
        Ok(members)
    } else {
        Err(Refusal::Invalid(violations))
    }
}

fn normal(field: Field, text: Cow<'_, str>) -> Member<'_> {
    let normal = match text {
        Cow::Borrowed(text) => normal_text(field, text),
        Cow::Owned(text) => Cow::Owned(normal_text(field, &text).into_owned()),
    };
    if normal.is_empty() {
        Member::Null
    } else {
        Member::Text(normal)
    }
}

/// The first rule that a field in normal form fails: what [`Patch::violations`] says of the same, as the tests hold.
fn reason(field: Field, member: &Member<'_>, operation: Operation) -> Option<Reason> {
    let is_missing = match member {
        Member::Absent => operation == Operation::Create,
        Member::Null => true,
        Member::WrongType => return Some(Reason::Type),
        Member::Text(text) => return rules::first_reason(field, text),
    };
    (is_missing && field.is_required()).then_some(Reason::Required)
}
