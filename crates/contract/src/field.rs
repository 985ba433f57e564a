//! The one table of the writable fields, in contract order: the order of the upstream body, and so of every list
//! of violations.

use crate::{Reason, rules};

/// A field that a client may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Full name; required on create.
    Name,
    /// E-mail address; required on create.
    Email,
    /// Billing address, may have several lines.
    Address,
    /// Phone number.
    Phone,
    /// The merchant's own identifier of this customer.
    MemberId,
}

/// What is declared of a field, once for all places that ask.
struct Declaration {
    key: &'static str,
    is_required: bool,
    is_multiline: bool,
    /// In Unicode scalar values of the normal form.
    max_length: u64,
    /// Every rule but the length, for a text in normal form.
    check: fn(&str) -> Result<(), Reason>,
}

impl Field {
    /// Every field in contract order.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Email,
        Self::Address,
        Self::Phone,
        Self::MemberId,
    ];

    const fn declaration(self) -> &'static Declaration {
        match self {
            Self::Name => &Declaration {
                key: "name",
                is_required: true,
                is_multiline: false,
                max_length: rules::name::MAX,
                check: rules::name::check_text,
            },
            Self::Email => &Declaration {
                key: "email",
                is_required: true,
                is_multiline: false,
                max_length: rules::email::MAX,
                check: rules::email::check_text,
            },
            Self::Address => &Declaration {
                key: "address",
                is_required: false,
                is_multiline: true,
                max_length: rules::address::MAX,
                check: rules::address::check_text,
            },
            Self::Phone => &Declaration {
                key: "phone",
                is_required: false,
                is_multiline: false,
                max_length: rules::phone::MAX,
                check: rules::phone::check_text,
            },
            Self::MemberId => &Declaration {
                key: "memberId",
                is_required: false,
                is_multiline: false,
                max_length: rules::member_id::MAX,
                check: rules::member_id::check_text,
            },
        }
    }

    /// The JSON key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.declaration().key
    }

    /// The field with that JSON key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// The place in contract order, `0..5`.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Longest text allowed, in Unicode scalar values, counted after trimming.
    #[must_use]
    pub const fn max_length(self) -> u64 {
        self.declaration().max_length
    }

    /// Whether a customer cannot be without it: must be set on create, cannot be cleared by an update.
    #[must_use]
    pub const fn is_required(self) -> bool {
        self.declaration().is_required
    }

    /// Whether line breaks are part of the text.
    #[must_use]
    pub const fn is_multiline(self) -> bool {
        self.declaration().is_multiline
    }

    /// The first of its rules but the length that a text in normal form fails.
    pub(crate) fn check(self, text: &str) -> Result<(), Reason> {
        (self.declaration().check)(text)
    }
}

/// The member of a struct that holds a field: `member!(self, field, &mut)`.
macro_rules! member {
    ($of:ident, $field:expr, $($borrow:tt)+) => {
        match $field {
            Field::Name => $($borrow)+ $of.name,
            Field::Email => $($borrow)+ $of.email,
            Field::Address => $($borrow)+ $of.address,
            Field::Phone => $($borrow)+ $of.phone,
            Field::MemberId => $($borrow)+ $of.member_id,
        }
    };
}
pub(crate) use member;
