//! A customer object, read leniently: what is absent or of another type is absent.

use cyrexa_contract::{Customer, Field, PaymentMethod};

use super::json::{Json, decimal, int64, integer};

/// A customer, where the object has an id. Numbers may come as strings and digits as numbers.
pub(super) fn customer<J: Json>(json: &J, body: &str) -> Option<Box<Customer>> {
    let id = id(json, body)?;
    let number = |key| {
        let member = json.get(key);
        member.number().or_else(|| decimal(&member.text()?))
    };
    let mut customer = Box::new(Customer {
        id,
        owner_id: int64(json, "ownerId", body),
        user_id: int64(json, "userId", body),
        owner_name: json.get("ownerName").text(),
        has_payment_requests: json.get("hasPaymentRequests").flag(),
        total_deposits: number("totalDeposits"),
        create_date: json.get("createDate").text(),
        ..Customer::default()
    });
    for field in Field::ALL {
        let text = json.get(field.key()).text();
        let digits = || int64(json, field.key(), body).map(|digits| digits.to_string());
        customer.set_text(field, text.or_else(digits));
    }
    Some(customer)
}

/// The id of a customer object. Not of one that also speaks of an error.
pub(super) fn id<J: Json>(json: &J, body: &str) -> Option<i64> {
    let is_failure = !json.get("error").is_nothing() || json.get("success").flag() == Some(false);
    int64(json, "id", body).filter(|id| *id > 0 && json.is_object() && !is_failure)
}

pub(super) fn payment_method<J: Json>(json: &J) -> PaymentMethod {
    let id = json.get("id");
    PaymentMethod {
        id: id
            .text()
            .or_else(|| integer(&id).map(|id| id.to_string()))
            .unwrap_or_default(),
        brand: json.get("brand").text(),
        last4: json.get("last4").text(),
        expiry_month: integer(&json.get("expiryMonth")).and_then(|month| month.try_into().ok()),
        expiry_year: integer(&json.get("expiryYear")).and_then(|year| year.try_into().ok()),
        is_default: json.get("isDefault").flag(),
    }
}
