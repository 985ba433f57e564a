//! The writable fields and their order: the order of the upstream body, and so of every list of violations.

use crate::rules;

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

impl Field {
    /// Every field in contract order.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Email,
        Self::Address,
        Self::Phone,
        Self::MemberId,
    ];

    /// The JSON key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::MemberId => "memberId",
        }
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
        match self {
            Self::Name => rules::name::MAX,
            Self::Email => rules::email::MAX,
            Self::Address => rules::address::MAX,
            Self::Phone => rules::phone::MAX,
            Self::MemberId => rules::member_id::MAX,
        }
    }

    /// Whether a customer cannot be without it: must be set on create, cannot be cleared by an update.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Name | Self::Email)
    }

    /// Whether line breaks are part of the text.
    #[must_use]
    pub const fn is_multiline(self) -> bool {
        matches!(self, Self::Address)
    }
}
