//! From the bytes of a request to a verdict: strict about form, tolerant of what it does not know.
//!
//! Refused as malformed: what is not UTF-8, not JSON, not an object, nests deeper than 128 levels, or has a key
//! twice anywhere (two readers could disagree on which one counts). A leading BOM is tolerated; read-only and unknown
//! fields are ignored.

use std::borrow::Cow;

use crate::field::Body;
use crate::reader::read;
use crate::verdict::violations;
use crate::{Change, Field, Operation, Patch, Violation, normal_text};

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

/// What a body says of a field.
#[derive(Clone, Debug, Default)]
pub(crate) enum Member<'a> {
    /// Nothing.
    #[default]
    Absent,
    /// `null`
    Null,
    /// Neither text nor `null`.
    WrongType,
    Text(Cow<'a, str>),
}

/// The verdict on a body: the patch in normal form, or why not.
///
/// # Errors
/// [`Refusal::Malformed`] where the form is wrong, [`Refusal::Invalid`] with every failing field otherwise.
pub fn judge(body: &[u8], operation: Operation) -> Result<Patch, Refusal> {
    let mut accepted = accepted(body, operation)?;
    let mut patch = Patch::default();
    for field in Field::ALL {
        let change = match std::mem::take(accepted.get_mut(field)) {
            Member::Absent | Member::WrongType => continue,
            Member::Null => Change::Clear,
            Member::Text(text) => Change::Set(text.into_owned()),
        };
        patch.set(field, change);
    }
    Ok(patch)
}

/// The verdict of [`judge`] alone, for who forwards the body as it is: of a good one hardly anything is
/// copied.
///
/// # Errors
/// As [`judge`].
pub fn check_body(body: &[u8], operation: Operation) -> Result<(), Refusal> {
    accepted(body, operation).map(|_| ())
}

/// What the body says of each field, in normal form, where no field fails.
fn accepted(body: &[u8], operation: Operation) -> Result<Body<'_>, Refusal> {
    let mut body = read(body).map_err(Refusal::Malformed)?;
    for field in Field::ALL {
        let member = body.get_mut(field);
        if let Member::Text(text) = member {
            *member = normal(field, std::mem::take(text));
        }
    }
    let violations = violations(&body, operation);
    if violations.is_empty() {
        Ok(body)
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
