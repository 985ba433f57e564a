//! Unsaved work as a text, to survive a reload. Personal data: kept only where the integrator asked for it.

use std::fmt;

use cyrexa_contract::{Change, Customer, Field, Patch};
use serde::{Deserialize, Serialize};

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

/// The form of [`Work`]; another number is another form, and not read.
pub(crate) const FORM: u32 = 1;

/// One text under the key of its field.
pub(crate) type Entry = (String, Option<String>);

/// What a snapshot says. Only this crate reads what only this crate has written.
#[derive(Serialize, Deserialize)]
pub(crate) struct Work {
    pub(crate) form: u32,
    /// The rules of then.
    pub(crate) contract: String,
    /// The customer; none for one that does not exist yet.
    pub(crate) id: Option<i64>,
    /// Whether it was created in this very session.
    pub(crate) is_created: bool,
    /// The record as last confirmed, and its version.
    pub(crate) baseline: Customer,
    pub(crate) etag: Option<String>,
    /// What unsaved work began with, of every field.
    pub(crate) ancestor: Vec<Entry>,
    /// Exactly as typed.
    pub(crate) typed: Vec<Entry>,
    /// Asked to be saved and not confirmed, whether or not it was in flight.
    pub(crate) pending: Vec<Entry>,
    /// What may have been stored.
    pub(crate) sent: Vec<Entry>,
    /// The key of the attempt to create whose body is `creating`.
    pub(crate) key: Option<String>,
    pub(crate) creating: Vec<Entry>,
}

impl Work {
    pub(crate) fn read(snapshot: &Snapshot) -> Option<Self> {
        serde_json::from_str(snapshot.as_text())
            .ok()
            .filter(|work: &Self| work.form == FORM)
    }

    pub(crate) fn write(&self) -> Option<Snapshot> {
        serde_json::to_string(self).ok().map(Snapshot)
    }
}

pub(crate) fn entry(field: Field, text: Option<&str>) -> Entry {
    (field.key().to_owned(), text.map(str::to_owned))
}

/// The entries of fields that exist today.
pub(crate) fn fields(entries: Vec<Entry>) -> impl Iterator<Item = (Field, Option<String>)> {
    entries
        .into_iter()
        .filter_map(|(key, text)| Field::from_key(&key).map(|field| (field, text)))
}

pub(crate) fn entries_of(patch: &Patch) -> Vec<Entry> {
    patch
        .changed()
        .map(|field| entry(field, patch.get(field).over(None)))
        .collect()
}

pub(crate) fn patch_of(entries: Vec<Entry>) -> Patch {
    let mut patch = Patch::default();
    for (field, text) in fields(entries) {
        patch.set(field, text.map_or(Change::Clear, Change::Set));
    }
    patch.normalised()
}
