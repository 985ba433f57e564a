//! What a client asks to write: the rules are declared here for create, update and keystroke alike.
//!
//! The declaration is `validator`'s; a verdict asks the same limits and checks by [`rules::first_reason`] (see there), and
//! `tests/declaration.rs` holds the two to each other. A create is a patch over nothing. Absent, `null` and a value stay apart from the screen to the database.

use serde::Serialize;
use validator::Validate;

use crate::field::member;
use crate::{Change, Customer, Field, Reason, Violation, normal_form, normal_text, rules};

/// Which request a body belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `POST /customers`: required fields must be there.
    Create,
    /// `PUT /customers/{id}`: only what changes is there.
    Update,
}

/// A change of every writable field. JSON: an object of the fields that are not kept, in contract order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Validate)]
#[serde(rename_all = "camelCase")]
pub struct Patch {
    /// Full name.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[validate(length(max = rules::name::MAX), custom(function = rules::name::check))]
    pub name: Change<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[validate(length(max = rules::email::MAX), custom(function = rules::email::check))]
    pub email: Change<String>,
    /// Billing address.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[validate(length(max = rules::address::MAX), custom(function = rules::address::check))]
    pub address: Change<String>,
    /// Phone number.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[validate(length(max = rules::phone::MAX), custom(function = rules::phone::check))]
    pub phone: Change<String>,
    /// The merchant's identifier.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[validate(length(max = rules::member_id::MAX), custom(function = rules::member_id::check))]
    pub member_id: Change<String>,
}

impl Patch {
    /// A patch that changes one field.
    #[must_use]
    pub fn of(field: Field, change: Change<String>) -> Self {
        let mut patch = Self::default();
        patch.set(field, change);
        patch
    }

    /// What it says of a field.
    #[must_use]
    pub const fn get(&self, field: Field) -> &Change<String> {
        member!(self, field, &)
    }

    /// Says something else of a field.
    pub fn set(&mut self, field: Field, change: Change<String>) {
        *member!(self, field, &mut) = change;
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

    /// The same wish in normal form: [`normal_form`] of every text.
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

    fn missing(&self, field: Field, operation: Operation) -> Option<Reason> {
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
