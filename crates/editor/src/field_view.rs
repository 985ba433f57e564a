//! What one field shows. Which rule failed is the contract's word; whether it is time to say so is decided
//! here.

use std::fmt;

use cyrexa_contract::Violation;

use crate::Why;

/// How far a field has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldStatus {
    /// As the gateway holds it.
    Clean,
    /// Typed and not asked to be saved.
    Unsaved,
    /// On its way, or waiting for its turn.
    Saving,
    /// Confirmed by the gateway, and not touched since.
    Saved,
    /// Asked to be saved and not saved.
    NotSaved(Why),
}

/// Everything a field's markup needs.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldView {
    /// The exact text typed, else the value as it is to be saved or is stored.
    pub text: String,
    /// How far it has come.
    pub status: FieldStatus,
    /// The rule it breaks, once it is time to say so: after blur, or after an attempt to save.
    pub violation: Option<Violation>,
    /// Length in Unicode scalar values, as the rule counts it (trimmed).
    pub count: u64,
    /// The limit.
    pub max: u64,
    /// Whether it has unsaved text: something to lose, or to save.
    pub is_dirty: bool,
}

/// Personal data stays out of logs.
impl fmt::Debug for FieldView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldView")
            .field("status", &self.status)
            .field("violation", &self.violation)
            .field("count", &self.count)
            .field("is_dirty", &self.is_dirty)
            .finish_non_exhaustive()
    }
}
