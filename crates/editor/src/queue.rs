//! What is asked to be saved and not confirmed yet: one request in flight, everything later coalesced into
//! one patch.

use cyrexa_contract::{Change, Customer, Field, Patch};

use crate::RequestId;

/// The pending patches of one customer. Replayed over the baseline they give what is to be saved.
#[derive(Default)]
pub(crate) struct Queue {
    /// Changes that wait to be sent; new ones are added here.
    pub(crate) waiting: Patch,
    /// The one request in flight.
    pub(crate) in_flight: Option<InFlight>,
    /// A write that the gateway acknowledged and no record has shown yet.
    pub(crate) acknowledged: Option<Acknowledged>,
    /// Writes in a row that were acknowledged and not seen.
    pub(crate) unseen_writes: u32,
    /// The attempt to create the customer, until it is settled.
    pub(crate) create: Option<CreateAttempt>,
    /// Values that went out and may have been stored.
    pub(crate) sent: Sent,
}

/// A request in flight.
pub(crate) struct InFlight {
    pub(crate) request: RequestId,
    pub(crate) kind: RequestKind,
}

pub(crate) enum RequestKind {
    Read,
    Update(Patch),
    Create,
}

/// A write that the gateway acknowledged: neither undone nor part of the baseline before a record shows it.
pub(crate) struct Acknowledged {
    pub(crate) patch: Patch,
    /// The version that it led to, where the gateway says so.
    pub(crate) version: Option<String>,
    /// It created the customer.
    pub(crate) is_create: bool,
    /// The person has dropped it since: it is not written again.
    pub(crate) is_discarded: bool,
}

impl Acknowledged {
    /// Whether a record holds all of it, or is the very version that it led to.
    pub(crate) fn is_seen_in(&self, customer: &Customer, etag: Option<&String>) -> bool {
        let is_own = etag.is_some() && etag == self.version.as_ref();
        is_own || is_shown(&self.patch, customer)
    }
}

/// Whether a record holds all that a patch says.
pub(crate) fn is_shown(patch: &Patch, customer: &Customer) -> bool {
    patch
        .changed()
        .all(|field| patch.get(field).over(None) == customer.text(field))
}

/// One attempt to create: its body and its key stay together until a settled answer.
pub(crate) struct CreateAttempt {
    pub(crate) patch: Patch,
    pub(crate) key: String,
    /// Whether a request of it may have been done.
    pub(crate) is_unsure: bool,
    /// The same, before the request under way.
    pub(crate) was_unsure: bool,
}

impl Queue {
    /// The newest unconfirmed change of a field.
    pub(crate) fn change(&self, field: Field) -> &Change<String> {
        static KEEP: Change<String> = Change::Keep;
        match self.waiting.get(field) {
            Change::Keep => self.earlier_change(field).unwrap_or(&KEEP),
            newest => newest,
        }
    }

    /// The unconfirmed change of a field that is sent or part of a create.
    pub(crate) fn earlier_change(&self, field: Field) -> Option<&Change<String>> {
        let in_flight = match &self.in_flight {
            Some(InFlight {
                kind: RequestKind::Update(patch),
                ..
            }) => Some(patch),
            _ => None,
        };
        let create = self.create.as_ref().map(|attempt| &attempt.patch);
        let acknowledged = self.acknowledged.as_ref().map(|acknowledged| &acknowledged.patch);
        [in_flight, acknowledged, create]
            .into_iter()
            .flatten()
            .map(|patch| patch.get(field))
            .find(|change| !change.is_keep())
    }

    /// Whether a save is under way.
    pub(crate) fn is_busy(&self) -> bool {
        self.create.is_some() || Field::ALL.into_iter().any(|field| !self.change(field).is_keep())
    }

    /// Whether a reply to this request is awaited: every other one is late, doubled or unknown.
    pub(crate) fn is_answered_by(&self, request: RequestId) -> bool {
        self.in_flight
            .as_ref()
            .is_some_and(|in_flight| in_flight.request == request)
    }

    /// An update that was not done waits again, under the changes that came after it.
    pub(crate) fn put_back(&mut self, patch: Patch) {
        let newer = std::mem::replace(&mut self.waiting, patch);
        for field in newer.changed() {
            self.waiting.set(field, newer.get(field).clone());
        }
    }
}

/// Values of updates without a usable answer: found in the record later, they are ours and no clash.
#[derive(Default)]
pub(crate) struct Sent(pub(crate) Vec<(Field, Option<String>)>);

impl Sent {
    pub(crate) fn add(&mut self, patch: &Patch) {
        for field in patch.changed() {
            let value = patch.get(field).value().cloned();
            if !self.has(field, value.as_deref()) {
                self.0.push((field, value));
            }
        }
    }

    pub(crate) fn has(&self, field: Field, value: Option<&str>) -> bool {
        self.0
            .iter()
            .any(|(sent, text)| *sent == field && text.as_deref() == value)
    }

    /// The same as patches of one field each.
    pub(crate) fn patches(&self) -> impl Iterator<Item = Patch> {
        self.0
            .iter()
            .map(|(field, text)| Patch::of(*field, text.clone().map_or(Change::Clear, Change::Set)))
    }

    /// Whether anything of this field may have been stored.
    pub(crate) fn concerns(&self, field: Field) -> bool {
        self.0.iter().any(|(sent, _)| *sent == field)
    }
}
