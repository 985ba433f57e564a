//! A few of the writable fields.

use std::fmt;

use cyrexa_contract::Field;

/// A set of fields, in contract order.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldSet(u64);

impl FieldSet {
    /// None of them.
    pub const EMPTY: Self = Self(0);

    /// Just this one.
    #[must_use]
    pub const fn of(field: Field) -> Self {
        Self(1 << field.index())
    }

    /// Adds a field.
    pub const fn insert(&mut self, field: Field) {
        self.0 |= 1 << field.index();
    }

    /// Takes a field out.
    pub const fn remove(&mut self, field: Field) {
        self.0 &= !(1 << field.index());
    }

    /// Whether this one is in it.
    #[must_use]
    pub const fn contains(self, field: Field) -> bool {
        self.0 & (1 << field.index()) != 0
    }

    /// Whether none is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// One by one, in contract order.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| self.contains(*field))
    }
}

impl FromIterator<Field> for FieldSet {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        let mut set = Self::EMPTY;
        for field in fields {
            set.insert(field);
        }
        set
    }
}

impl fmt::Debug for FieldSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
