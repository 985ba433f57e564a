//! The writable texts of a customer without the rest of it.

use cyrexa_contract::{Customer, Field};

/// One text per writable field, in contract order; `None` is an empty field.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Texts([Option<String>; Field::ALL.len()]);

impl Texts {
    pub(crate) fn of(customer: &Customer) -> Self {
        Self(Field::ALL.map(|field| customer.text(field).map(str::to_owned)))
    }

    pub(crate) fn get(&self, field: Field) -> Option<&str> {
        self.0[field.index()].as_deref()
    }

    pub(crate) fn set(&mut self, field: Field, text: Option<String>) {
        self.0[field.index()] = text;
    }
}
