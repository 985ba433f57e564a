//! Who changed which field when, and the notice that somebody did. Names of fields only: no value is in a history.

use serde::{Deserialize, Serialize};

/// One change, as `GET /customers/{id}/audit` lists it (camelCase).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AuditEntry {
    /// Counts the changes of this customer, from 1.
    pub revision: i64,
    /// `create`, `update` or `delete`.
    pub action: String,
    /// JSON keys of the fields that changed, in contract order.
    pub fields: Vec<String>,
    /// Who did it.
    pub actor: Actor,
    /// RFC 3339, UTC.
    pub at: String,
    /// The `X-Request-Id` of the request that did it.
    pub request_id: String,
}

/// Who acted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Actor {
    /// `customer`, `merchant`, `support` or `admin`.
    pub role: String,
    /// The token's `sub`.
    pub sub: String,
}

/// One page of `GET /customers/{id}/audit`, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// At most `limit` entries.
    pub items: Vec<AuditEntry>,
    /// Opaque; where to go on, absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next_cursor: Option<String>,
}

/// The data of a server-sent event of `GET /customers/{id}/events` (camelCase).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ChangeNotice {
    /// The customer.
    pub id: i64,
    /// The `ETag` of that revision; absent once the customer is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// JSON keys of the fields that changed; empty in the `current` event that opens a stream.
    pub fields: Vec<String>,
    /// The `X-Request-Id` of the request that changed them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}
