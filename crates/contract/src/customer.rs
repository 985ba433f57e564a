//! The client object as a gateway sends it. Everything but the id may be missing: a gateway owes us no more.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Patch;

/// A customer on the wire (camelCase). Texts are in normal form when they come from our own gateway.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Customer {
    /// int64, set by the gateway.
    pub id: i64,
    /// The merchant (read-only).
    pub owner_id: Option<i64>,
    /// The login this profile belongs to (read-only).
    pub user_id: Option<i64>,
    /// The merchant's name (read-only).
    pub owner_name: Option<String>,
    /// Full name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Billing address.
    pub address: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// The merchant's own identifier of this customer.
    pub member_id: Option<String>,
    /// Whether payments were ever asked of this customer (read-only).
    pub has_payment_requests: Option<bool>,
    /// Sum of deposits in the merchant's currency (read-only).
    pub total_deposits: Option<f64>,
    /// RFC 3339 (read-only).
    pub create_date: Option<String>,
}

impl Customer {
    /// Writes a patch over this customer.
    pub fn apply(&mut self, patch: &Patch) {
        for field in patch.changed() {
            self.set_text(field, patch.get(field).value().cloned());
        }
    }
}

/// Personal data stays out of logs and panics: only the id shows.
impl fmt::Debug for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Customer")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// One page of `GET /customers`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPage<T = Customer> {
    /// At most `limit` customers, by ascending id.
    pub items: Vec<T>,
    /// Opaque; where to go on, absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next_cursor: Option<String>,
}
