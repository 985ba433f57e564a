//! One event, as it goes over the wire.

use axum::body::Bytes;
use cyrexa_contract::{AuditEntry, ChangeNotice};

use crate::error::to_json;
use crate::etag::etag;
use crate::store::audit::Action;

/// Is shared by all streams that send it.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// A stream that has this revision may go on with this event.
    pub(super) after: i64,
    /// What a stream has then.
    pub(super) revision: i64,
    /// Nothing comes after a deletion.
    pub(super) is_last: bool,
    pub(super) bytes: Bytes,
}

impl Frame {
    /// What happened.
    pub(super) fn of(customer: i64, entry: AuditEntry) -> Self {
        let is_last = entry.action == Action::Delete.as_str();
        let revision = entry.revision;
        let notice = ChangeNotice {
            id: customer,
            etag: (!is_last).then(|| etag(customer, revision)),
            fields: entry.fields,
            request_id: Some(entry.request_id),
        };
        Self {
            after: revision - 1,
            revision,
            is_last,
            bytes: write(if is_last { "deleted" } else { "changed" }, revision, &notice),
        }
    }

    /// Which version is current, so that a client with an older one finds out: in place of all events before.
    pub(super) fn current(customer: i64, revision: i64) -> Self {
        let notice = ChangeNotice {
            id: customer,
            etag: Some(etag(customer, revision)),
            ..ChangeNotice::default()
        };
        Self {
            after: i64::MIN,
            revision,
            is_last: false,
            bytes: write("current", revision, &notice),
        }
    }

    /// One event in place of all up to this entry.
    pub(super) fn instead_of_all(customer: i64, newest: AuditEntry) -> Self {
        let frame = Self::of(customer, newest);
        if frame.is_last {
            Self {
                after: i64::MIN,
                ..frame
            }
        } else {
            Self::current(customer, frame.revision)
        }
    }
}

/// JSON has no line breaks of its own.
fn write(name: &str, revision: i64, notice: &ChangeNotice) -> Bytes {
    let mut bytes = format!("event: {name}\nid: {revision}\ndata: ").into_bytes();
    bytes.extend(to_json(notice));
    bytes.extend(b"\n\n");
    bytes.into()
}
