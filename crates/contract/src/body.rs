//! From the bytes of a request to a verdict: strict about form, tolerant of what it does not know.
//!
//! Refused as malformed: what is not UTF-8, not JSON, not an object, nests deeper than 128 levels, or has a key
//! twice anywhere (two readers could disagree on which one counts). A leading BOM is tolerated; read-only and unknown
//! fields are ignored.

use crate::literal::{Literal, count_digits};
use crate::members::{Member, Members, read};
use crate::verdict::violations;
use crate::{Change, Field, Operation, Patch, Reason, Violation, normal_form, normal_text, rules};

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

/// The verdict on a body, by `validator`'s `validate()`: the patch in normal form, or why not.
///
/// # Errors
/// [`Refusal::Malformed`] where the form is wrong, [`Refusal::Invalid`] with every failing field otherwise.
pub fn judge(body: &[u8], operation: Operation) -> Result<Patch, Refusal> {
    let members = read(body).map_err(Refusal::Malformed)?;
    let mut patch = Patch::default();
    for (field, member) in Field::ALL.into_iter().zip(&members) {
        let change = match member {
            Member::Absent | Member::WrongType => continue,
            Member::Null => Change::Clear,
            Member::Text(literal) => normal_form(field, &literal.text()),
        };
        patch.set(field, change);
    }
    let has_wrong_type = |field: Field| matches!(members.get(field.index()), Some(Member::WrongType));
    let violations = violations(&patch, operation, has_wrong_type);
    if violations.is_empty() {
        Ok(patch)
    } else {
        Err(Refusal::Invalid(violations))
    }
}

/// The verdict of [`judge`] alone, for who forwards the body as it is: of a good one nothing is copied.
///
/// # Errors
/// As [`judge`].
pub fn check_body(body: &[u8], operation: Operation) -> Result<(), Refusal> {
    accepted(body, operation).map(|_| ())
}

fn accepted(body: &[u8], operation: Operation) -> Result<Members<'_>, Refusal> {
    let members = read(body).map_err(Refusal::Malformed)?;
    let mut violations = Vec::new();
    for (field, member) in Field::ALL.into_iter().zip(&members) {
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

/// The first rule that a field fails: what [`Patch::violations`] says of the same change in normal form, as the tests hold.
fn reason(field: Field, member: &Member<'_>, operation: Operation) -> Option<Reason> {
    let is_missing = match member {
        Member::Absent => operation == Operation::Create,
        Member::Null => true,
        Member::WrongType => return Some(Reason::Type),
        Member::Text(literal) if is_surely_fine(field, literal) => return None,
        Member::Text(literal) => match &*normal_text(field, &literal.text()) {
            "" => true,
            text => return rules::first_reason(field, text),
        },
    };
    (is_missing && field.is_required()).then_some(Reason::Required)
}

/// Whether a look at the literal is enough to know that its text fails no rule: nearly every one that is accepted. `false` says nothing.
fn is_surely_fine(field: Field, literal: &Literal<'_>) -> bool {
    let max = field.max_length();
    let card = rules::card_number::MIN_DIGITS as usize;
    let has_few_digits = |text: &[u8]| text.len() < card || count_digits(text) < card;
    match field {
        Field::Email => literal
            .short_ascii(max)
            .is_some_and(|text| rules::email::is_email(text) && has_few_digits(text)),
        Field::Phone => literal.short_ascii(max).is_some_and(|text| {
            rules::phone::is_phone(text) && (text.starts_with(b"+") || has_few_digits(text))
        }),
        _ => literal.is_surely_harmless(max, card, field.is_multiline()),
    }
}
