//! The one place where `validator`'s report becomes violations: one for each field that fails, in contract order.

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::{Change, Field, Operation, Patch, Reason, Violation, rules};

/// Every field that fails, each with the first rule it fails. Expects normal form.
pub(crate) fn violations(
    patch: &Patch,
    operation: Operation,
    has_wrong_type: impl Fn(Field) -> bool,
) -> Vec<Violation> {
    let report = patch.validate().err();
    let reason = |field| match patch.get(field) {
        _ if has_wrong_type(field) => Some(Reason::Type),
        Change::Set(text) => patch
            .missing(field, operation)
            .or_else(|| first_reason(report.as_ref()?, field, text)),
        Change::Keep | Change::Clear => patch.missing(field, operation),
    };
    let violation = |field| reason(field).map(|reason| Violation { field, reason });
    Field::ALL.into_iter().filter_map(violation).collect()
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
            .and_then(serde_json::Value::as_u64)
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
