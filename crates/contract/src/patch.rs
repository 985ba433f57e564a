//! What a client asks to write. A create is a patch over nothing. Absent, `null` and a value stay apart
//! from the screen to the database.

use std::borrow::Cow;

use crate::body::Member;
use crate::field::Body;
use crate::verdict::violations;
use crate::{Change, Customer, Field, Patch, Violation, normal_form};

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
        let mut body = Body::default();
        for field in Field::ALL {
            *body.get_mut(field) = match self.get(field) {
                Change::Keep => Member::Absent,
                Change::Clear => Member::Null,
                Change::Set(text) => Member::Text(Cow::Borrowed(text)),
            };
        }
        violations(&body, operation)
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
