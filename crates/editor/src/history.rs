//! What the last save changed, so that it can be taken back.

use cyrexa_contract::Field;

use crate::FieldSet;
use crate::texts::Texts;

/// The confirmed fields of one save, or of several that followed each other without a rest.
#[derive(Clone, Default)]
pub(crate) struct Batch {
    pub(crate) fields: FieldSet,
    before: Texts,
    after: Texts,
    /// Whether it takes another one back.
    pub(crate) is_undo: bool,
}

impl Batch {
    /// The gateway holds `after` where it held `before`.
    pub(crate) fn confirm(&mut self, field: Field, before: Option<&str>, after: Option<&str>) {
        if !self.fields.contains(field) {
            self.fields.insert(field);
            self.before.set(field, before.map(str::to_owned));
        }
        self.after.set(field, after.map(str::to_owned));
    }

    pub(crate) fn before(&self, field: Field) -> Option<&str> {
        self.before.get(field)
    }

    pub(crate) fn after(&self, field: Field) -> Option<&str> {
        self.after.get(field)
    }
}
