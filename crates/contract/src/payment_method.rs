//! A saved payment method, masked. No type of ours has room for a card number.

use serde::{Deserialize, Serialize};

/// One entry of `GET /users/payment-methods/{id}` (camelCase). Upstream documents no shape: all but the id may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PaymentMethod {
    /// Opaque.
    pub id: String,
    /// The scheme's name, as `visa`.
    pub brand: Option<String>,
    /// The last four digits, as text: leading zeros count.
    pub last4: Option<String>,
    /// 1 to 12.
    pub expiry_month: Option<u8>,
    /// Four digits.
    pub expiry_year: Option<u16>,
    /// Whether payments use it unless told otherwise.
    pub is_default: Option<bool>,
}
