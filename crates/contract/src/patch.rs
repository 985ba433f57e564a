//! What a client asks to write. A create is a patch over nothing. Absent, `null` and a value stay apart from the screen
//! to the database.

use crate::{Change, Customer, Field, Patch, Reason, Violation, normal_form, normal_text, rules};

/// Which request a body belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `POST /customers`: required fields must be there.
    Create,
    /// `PUT /customers/{id}`: only what changes is there.
    Update,
}

impl Patch {
    /// A patch that changes one field.
    #[must_use]
    pub fn of(field: Field, change: Change<String>) -> Self {
        let mut patch = Self::default();
        patch.set(field, change);
        patch
    }

    /// The fields it does not keep, in contract order.
    pub fn changed(&self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(|field| !self.get(*field).is_keep())
    }

    /// Whether it keeps everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed().next().is_none()
    }

    /// The same change in normal form: [`normal_form`] of every text.
    #[must_use]
    pub fn normalised(mut self) -> Self {
        for field in Field::ALL {
            if let Some(text) = self.get(field).value() {
                let change = normal_form(field, text);
                self.set(field, change);
            }
        }
        self
    }

    /// The smallest patch with the same effect on `stored`: what would not change it is kept.
    #[must_use]
    pub fn minimal_over(mut self, stored: &Customer) -> Self {
        for field in Field::ALL {
            if self.get(field).over(stored.text(field)) == stored.text(field) {
                self.set(field, Change::Keep);
            }
        }
        self
    }

    /// Every field that fails, in contract order, each with the first rule it fails. Expects normal form.
    #[must_use]
    pub fn violations(&self, operation: Operation) -> Vec<Violation> {
        let reason = |field| {
            let text = self.get(field).value().map(String::as_str);
            self.missing(field, operation)
                .or_else(|| rules::first_reason(field, text?))
        };
        let violation = |field| reason(field).map(|reason| Violation { field, reason });
        Field::ALL.into_iter().filter_map(violation).collect()
    }

    /// Whether a field that no customer can be without would be.
    pub(crate) fn missing(&self, field: Field, operation: Operation) -> Option<Reason> {
        let is_missing = match self.get(field) {
            // In normal form never empty; but who forgets to normalise gets no customer without a name.
            Change::Set(text) => normal_text(field, text).is_empty(),
            Change::Clear => true,
            Change::Keep => operation == Operation::Create,
        };
        (is_missing && field.is_required()).then_some(Reason::Required)
    }
}

/// The verdict on one field as it is typed: the rules of a whole body, asked about one field.
#[must_use]
pub fn check_text(field: Field, text: &str) -> Option<Violation> {
    Patch::of(field, normal_form(field, text))
        .violations(Operation::Update)
        .into_iter()
        .next()
}
