//! The one declaration of each writable field, in contract order: the order of the upstream body, and so of
//! every list of violations. What has a member for each field is made from it: [`Field`], [`Patch`], and
//! [`Body`], which is judged.

use serde::Serialize;
use validator::Validate;

use crate::{Change, Reason, Section, rules};

/// What kind of value a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text of one line.
    Line,
    /// A text that may have several lines.
    Text,
}

/// What is declared of a field, once for all places that ask.
struct Declaration {
    /// The JSON key.
    key: &'static str,
    /// The member's name in Rust: what `validator` calls the field in its report.
    member: &'static str,
    kind: Kind,
    section: Section,
    is_required: bool,
    /// In Unicode scalar values of the normal form.
    max_length: u64,
    /// Every rule but the length, for a text in normal form.
    check: fn(&str) -> Result<(), Reason>,
    /// What the fingerprint covers of its own rules.
    statement: &'static str,
}

macro_rules! fields {
    ($(
        $(#[$doc:meta])*
        $field:ident {
            member: $member:ident,
            key: $key:literal,
            kind: $kind:ident,
            section: $section:ident,
            required: $required:literal,
            max: $max:expr,
            check: $check:path,
            statement: $statement:expr,
        }
    )*) => {
        /// A field that a client may write.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $field,)* }

        impl Field {
            /// Every field in contract order.
            pub const ALL: [Self; [$($key),*].len()] = [$(Self::$field),*];

            const fn declaration(self) -> &'static Declaration {
                match self {
                    $(Self::$field => &Declaration {
                        key: $key,
                        member: stringify!($member),
                        kind: Kind::$kind,
                        section: Section::$section,
                        is_required: $required,
                        max_length: $max,
                        check: $check,
                        statement: $statement,
                    },)*
                }
            }
        }

        /// A change of every writable field. JSON: an object of the fields that are not kept, in contract order.
        ///
        /// Its rules are declared to `validator` here; [`crate::judge`] runs `validate()`.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Validate)]
        pub struct Patch {
            $(
                $(#[$doc])*
                #[serde(rename = $key, skip_serializing_if = "Change::is_keep")]
                #[validate(length(max = $max), custom(function = declared::$member))]
                pub $member: Change<String>,
            )*
        }

        /// The rules as `validator` asks for them.
        mod declared {
            use validator::ValidationError;

            use crate::{Change, rules};

            $(
                pub(super) fn $member(change: &Change<String>) -> Result<(), ValidationError> {
                    rules::on_text(change, $max, $check)
                }
            )*
        }

        impl Patch {
            /// What it says of a field.
            #[must_use]
            pub const fn get(&self, field: Field) -> &Change<String> {
                match field { $(Field::$field => &self.$member,)* }
            }

            /// Says something else of a field.
            pub fn set(&mut self, field: Field, change: Change<String>) {
                match field { $(Field::$field => self.$member = change,)* }
            }
        }

        impl crate::Customer {
            /// The stored text of a writable field.
            #[must_use]
            pub fn text(&self, field: Field) -> Option<&str> {
                match field { $(Field::$field => self.$member.as_deref(),)* }
            }

            /// Stores a text, or removes it.
            pub fn set_text(&mut self, field: Field, text: Option<String>) {
                match field { $(Field::$field => self.$member = text,)* }
            }
        }
    };
}

fields! {
    /// Full name; required on create.
    Name {
        member: name, key: "name", kind: Line, section: Personal, required: true,
        max: rules::name::MAX, check: rules::name::check, statement: rules::name::STATEMENT,
    }
    /// E-mail address; required on create.
    Email {
        member: email, key: "email", kind: Line, section: Contact, required: true,
        max: rules::email::MAX, check: rules::email::check, statement: rules::email::STATEMENT,
    }
    /// Billing address, may have several lines.
    Address {
        member: address, key: "address", kind: Text, section: Address, required: false,
        max: rules::address::MAX, check: rules::address::check, statement: rules::address::STATEMENT,
    }
    /// Phone number.
    Phone {
        member: phone, key: "phone", kind: Line, section: Contact, required: false,
        max: rules::phone::MAX, check: rules::phone::check, statement: rules::phone::STATEMENT,
    }
    /// The merchant's own identifier of this customer.
    MemberId {
        member: member_id, key: "memberId", kind: Line, section: Personal, required: false,
        max: rules::member_id::MAX, check: rules::member_id::check, statement: rules::member_id::STATEMENT,
    }
}

impl Field {
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

    /// The place in contract order, from 0.
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

    /// What kind of value it has.
    #[must_use]
    pub const fn kind(self) -> Kind {
        self.declaration().kind
    }

    /// Where it is shown.
    #[must_use]
    pub const fn section(self) -> Section {
        self.declaration().section
    }

    /// Whether line breaks are part of the text.
    #[must_use]
    pub const fn is_multiline(self) -> bool {
        matches!(self.kind(), Kind::Text)
    }

    /// The first of its rules but the length that a text in normal form fails.
    pub(crate) fn check(self, text: &str) -> Result<(), Reason> {
        (self.declaration().check)(text)
    }

    pub(crate) const fn member(self) -> &'static str {
        self.declaration().member
    }

    pub(crate) const fn statement(self) -> &'static str {
        self.declaration().statement
    }
}
