//! The one place where `validator`'s report becomes violations: one for each field that fails, in contract
//! order.

use serde::{Serialize, Serializer};
use validator::{Validate, ValidateLength, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::body::Member;
use crate::field::Body;
use crate::{Field, Operation, Reason, Violation, normal_text, rules};

/// Every field that fails, each with the first rule it fails. Expects normal form.
pub(crate) fn violations(body: &Body<'_>, operation: Operation) -> Vec<Violation> {
    let report = body.validate().err();
    let reason = |field| match body.get(field) {
        Member::WrongType => Some(Reason::Type),
        Member::Text(text) if !is_empty(field, text) => first_reason(report.as_ref()?, field, text),
        Member::Absent if operation == Operation::Update => None,
        _ => field.is_required().then_some(Reason::Required),
    };
    let violation = |field| reason(field).map(|reason| Violation { field, reason });
    Field::ALL.into_iter().filter_map(violation).collect()
}

/// In normal form no text is empty; but who forgets to normalise gets no customer without a name.
fn is_empty(field: Field, text: &str) -> bool {
    field.is_required() && normal_text(field, text).is_empty()
}

/// The report is in no order; of a text that is too long that is said first.
fn first_reason(report: &ValidationErrors, field: Field, text: &str) -> Option<Reason> {
    let Some(ValidationErrorsKind::Field(errors)) = report.errors().get(field.member()) else {
        return None;
    };
    if errors.iter().any(|error| error.code == "length") {
        return Some(Reason::TooLong {
            max: field.max_length(),
            actual: rules::count(text),
        });
    }
    let error = errors.first()?;
    let param = |name: &str| {
        error
            .params
            .get(name)
            .and_then(|value| value.as_u64())
            .unwrap_or_default()
    };
    Reason::from_wire(&error.code, param)
}

impl From<Reason> for ValidationError {
    fn from(reason: Reason) -> Self {
        let mut error = Self::new(reason.code());
        if let Reason::Characters { position } = reason {
            error.add_param("position".into(), &position);
        }
        error
    }
}

/// Length in Unicode scalar values, as JSON Schema's `maxLength`; what is no text has none.
impl ValidateLength<u64> for Member<'_> {
    fn length(&self) -> Option<u64> {
        match self {
            Self::Text(text) => Some(rules::count(text)),
            Self::Absent | Self::Null | Self::WrongType => None,
        }
    }
}

/// `validator`'s report takes a copy of the value that fails: of this it gets none. Personal data stays out
/// of it.
impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}
