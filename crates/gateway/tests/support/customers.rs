//! A whole customer as the gateway writes it, by the field table: a test names the texts that it means.

use cyrexa_contract::Field;
use serde_json::{Map, Value};

/// What a customer has besides the fields that a client may write.
const READ_ONLY: [&str; 7] = [
    "id",
    "ownerId",
    "userId",
    "ownerName",
    "hasPaymentRequests",
    "totalDeposits",
    "createDate",
];

/// The customer with these members, and `null` for every text that is not among them.
pub(crate) fn whole(named: &Value) -> Value {
    let keys = READ_ONLY.into_iter().chain(Field::ALL.map(Field::key));
    let mut whole: Map<String, Value> = keys.map(|key| (key.to_owned(), Value::Null)).collect();
    for (key, value) in named.as_object().expect("a customer is an object") {
        whole.insert(key.clone(), value.clone());
    }
    Value::Object(whole)
}
