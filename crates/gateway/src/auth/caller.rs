//! The caller, as a verified token describes them.

use std::str::FromStr;

use crate::store::audit::Stamp;
use crate::store::customers::{Record, Scope};

/// What a caller may do at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Their own profile.
    Customer,
    /// Their own customers.
    Merchant,
    /// Reads everything.
    Support,
    /// Everything.
    Admin,
}

/// Not the name of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a role is customer, merchant, support or admin")]
pub struct UnknownRole;

impl Role {
    /// The word in a token.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Merchant => "merchant",
            Self::Support => "support",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(word: &str) -> Result<Self, UnknownRole> {
        [Self::Customer, Self::Merchant, Self::Support, Self::Admin]
            .into_iter()
            .find(|role| role.as_str() == word)
            .ok_or(UnknownRole)
    }
}

/// As long as a customer's own name (contract.md): it is stored in every customer that the caller makes.
pub const LONGEST_OWNER_NAME: usize = 100;

/// Whether a merchant may be called that.
#[must_use]
pub fn is_owner_name(name: &str) -> bool {
    name.chars().count() <= LONGEST_OWNER_NAME && !name.chars().any(char::is_control)
}

/// A caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// What they may do.
    pub role: Role,
    /// Their login: the token's `sub`.
    pub user: i64,
    /// The merchant they belong to, or shop with.
    pub owner: i64,
    /// The merchant's name, where the token tells.
    pub owner_name: Option<String>,
    /// The profile that is theirs whatever its login.
    pub customer: Option<i64>,
    /// When the token ends, in seconds since 1970.
    pub expires: i64,
}

impl Caller {
    /// Tells callers apart: for rate limits and idempotency keys.
    #[must_use]
    pub fn identity(&self) -> String {
        format!("{}:{}:{}", self.role.as_str(), self.owner, self.user)
    }

    /// Whose customers they see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.role {
            Role::Customer => Scope::Own {
                owner: self.owner,
                user: self.user,
                customer: self.customer,
            },
            Role::Merchant => Scope::Owner(self.owner),
            Role::Support | Role::Admin => Scope::All,
        }
    }

    /// Whether this customer is one of them.
    #[must_use]
    pub fn sees(&self, record: &Record) -> bool {
        match self.scope() {
            Scope::All => true,
            Scope::Owner(owner) => record.owner() == owner,
            Scope::Own {
                owner,
                user,
                customer,
            } => {
                customer == Some(record.id())
                    || (record.owner() == owner && record.customer.user_id == Some(user))
            }
        }
    }

    /// Signs what they do.
    #[must_use]
    pub fn stamp(&self, at: String, request_id: String) -> Stamp {
        Stamp {
            role: self.role.as_str(),
            user: self.user,
            at,
            request_id,
        }
    }
}
