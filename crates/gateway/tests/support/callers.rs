//! Who may ask.

use cyrexa_gateway::auth::{Caller, Role};
use time::OffsetDateTime;

fn caller(role: Role, user: i64, owner: i64) -> Caller {
    Caller {
        role,
        user,
        owner,
        owner_name: None,
        customer: None,
        expires: OffsetDateTime::now_utc().unix_timestamp() + 600,
    }
}

/// A customer of merchant 1 with this login.
pub(crate) fn customer(user: i64) -> Caller {
    caller(Role::Customer, user, 1)
}

/// A customer whose token names the profile.
pub(crate) fn of_profile(id: i64) -> Caller {
    Caller {
        customer: Some(id),
        ..customer(900_000 + id)
    }
}

pub(crate) fn merchant(owner: i64) -> Caller {
    caller(Role::Merchant, 100 + owner, owner)
}

pub(crate) fn support() -> Caller {
    caller(Role::Support, 201, 1)
}

pub(crate) fn admin() -> Caller {
    caller(Role::Admin, 301, 1)
}
