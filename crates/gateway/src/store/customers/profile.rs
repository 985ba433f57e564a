//! The profile: the part of a customer that is one JSON document in its row.
//!
//! It has every member of the customer's JSON but those with a column, so a new field of the contract is
//! stored without a migration and without a word here.

use cyrexa_contract::Customer;
use serde_json::{Map, Value};

use crate::store::error::StoreError;

/// The members with a column: set by the gateway alone, or searched or unique.
const COLUMNS: [&str; 9] = [
    "id",
    "ownerId",
    "userId",
    "ownerName",
    "name",
    "email",
    "hasPaymentRequests",
    "totalDeposits",
    "createDate",
];

/// What makes a stored profile this customer's (RFC 7396): null where there is no value. Members that this
/// program does not know, as a newer one may have stored, stay.
pub(super) fn patch(customer: &Customer) -> String {
    let mut members = members(customer);
    members.retain(|name, _| !COLUMNS.contains(&name.as_str()));
    Value::Object(members).to_string()
}

/// A customer with what a stored profile says, and nothing else. A failure does not show the text.
pub(super) fn read(stored: &str) -> Result<Customer, StoreError> {
    serde_json::from_str(stored).map_err(|_| StoreError::Unreadable("profile"))
}

fn members(customer: &Customer) -> Map<String, Value> {
    match serde_json::to_value(customer) {
        Ok(Value::Object(members)) => members,
        _ => unreachable!("a customer is a JSON object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_member_of_a_customer() {
        let members = members(&Customer::default());
        for column in COLUMNS {
            assert!(members.contains_key(column), "{column}");
        }
    }

    #[test]
    fn a_profile_that_cannot_be_read_is_not_shown() {
        for stored in ["", "7", "{", r#"{"phone":["secret"]}"#] {
            let error = read(stored).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(
                shown.contains("unreadable profile") && !shown.contains("secret"),
                "{shown}"
            );
        }
    }
}
