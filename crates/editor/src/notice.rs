//! What the live region says. Words live elsewhere.

use crate::{FieldSet, Why};

/// One thing to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The gateway holds these fields as shown.
    Saved {
        /// What was saved.
        fields: FieldSet,
    },
    /// The new customer exists.
    Created,
    /// The last save has been taken back.
    Undone {
        /// What was taken back.
        fields: FieldSet,
    },
    /// A save failed for good; what was typed is still there.
    NotSaved {
        /// Why.
        why: Why,
    },
    /// Nothing was sent: so many fields break a rule.
    Invalid {
        /// As many as [`Session::violations`](crate::Session::violations).
        count: usize,
    },
    /// Somebody else changed these fields; nothing typed was touched.
    ChangedElsewhere {
        /// What is different now.
        fields: FieldSet,
    },
    /// Somebody else changed these fields while a save of others was on its way; both are kept.
    Merged {
        /// What they changed.
        fields: FieldSet,
    },
    /// Both sides changed these fields: the dialog is open.
    Conflict {
        /// The clashes.
        fields: FieldSet,
    },
    /// Unsaved work was dropped on request.
    Cancelled {
        /// Whether a request had been sent that may have been done all the same; a read follows and shows.
        maybe_sent: bool,
    },
    /// Unsaved work from before a reload is back.
    Restored {
        /// What it changes.
        fields: FieldSet,
    },
    /// The network is gone; work is kept.
    Offline,
    /// The network is back.
    BackOnline,
    /// Sign in again; work is kept.
    AuthRequired,
    /// No usable token could be had; work is kept.
    NoToken,
}
