//! Unsaved work as a text, to survive a reload. Personal data: kept only where the integrator asked for it.

use std::fmt;

/// An opaque text. Whatever stands in it is judged anew when it is restored.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot(String);

impl Snapshot {
    /// From storage. Any text will do: one that is not ours is ignored by `Restore`.
    #[must_use]
    pub const fn from_text(text: String) -> Self {
        Self(text)
    }

    /// For storage.
    #[must_use]
    pub fn as_text(&self) -> &str {
        &self.0
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snapshot(..)")
    }
}
