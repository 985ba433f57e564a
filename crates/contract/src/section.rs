//! The parts of the profile, and which fields are in each: the table of `field.rs` says so.

use crate::Field;

/// A part of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Who the customer is.
    Personal,
    /// How the customer is reached.
    Contact,
    /// The billing address.
    Address,
}

impl Section {
    /// Its fields, in contract order.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Personal => const { &Fields::of(Self::Personal) },
            Self::Contact => const { &Fields::of(Self::Contact) },
            Self::Address => const { &Fields::of(Self::Address) },
        }
        .as_slice()
    }
}

/// As many of the fields as are in one section, at the front.
struct Fields([Field; Field::ALL.len()], usize);

impl Fields {
    const fn of(section: Section) -> Self {
        let (mut fields, mut count, mut at) = (Field::ALL, 0, 0);
        while at < Field::ALL.len() {
            if Field::ALL[at].section() as u8 == section as u8 {
                fields[count] = Field::ALL[at];
                count += 1;
            }
            at += 1;
        }
        Self(fields, count)
    }

    const fn as_slice(&self) -> &[Field] {
        self.0.split_at(self.1).0
    }
}
