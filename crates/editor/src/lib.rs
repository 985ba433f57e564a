//! The optimistic editor of one customer: what is typed shows at once, is never lost, is never wrongly shown
//! as saved.
//!
//! Sans-I/O: one function, [`Session::handle`], takes an [`Event`], the time and random bits, and returns
//! [`Effect`]s for the caller to do, in order. Everything a screen shows is asked of the session and derived
//! on the spot: `shown = draft over (pending patches over the confirmed baseline)`. Words, HTTP and the DOM
//! live elsewhere.
//!
//! ```
//! use cyrexa_editor::*;
//! use cyrexa_contract::{Customer, Field};
//!
//! let mut session = Session::new(Config::new(Target::Edit { id: 7 }));
//! let mut now = 0;
//! let mut tell = |session: &mut Session, event| {
//!     now += 10;
//!     // In a browser: crypto.getRandomValues.
//!     session.handle(event, Millis(now), Entropy(u128::from(now) * 0x9e37_79b9))
//! };
//!
//! // The screen opens; the session asks for the record, the caller answers.
//! let effects = tell(&mut session, Event::Load);
//! let [Effect::Send { request, operation: Operation::Read { id: 7 }, .. }] = effects[..] else { panic!() };
//! let mut record = Customer { id: 7, name: Some("Ana".into()), ..Customer::default() };
//! let outcome = Outcome::Read { customer: Box::new(record.clone()), etag: Some("\"1\"".into()) };
//! tell(&mut session, Event::Reply { request, outcome });
//! assert_eq!(session.status(), SessionStatus::Ready);
//!
//! // A person types and saves: the smallest patch goes out, under the version that was edited.
//! tell(&mut session, Event::Edit { field: Field::Name, text: "Ana Maria ".into() });
//! assert_eq!(session.field(Field::Name).status, FieldStatus::Unsaved);
//! let effects = tell(&mut session, Event::Save);
//! let [Effect::Send { request, operation, .. }] = &effects[..] else { panic!() };
//! let Operation::Update { patch, if_match, .. } = operation else { panic!() };
//! assert_eq!(patch.name.value().map(String::as_str), Some("Ana Maria"));
//! assert_eq!(if_match.as_deref(), Some("\"1\""));
//! assert_eq!(session.field(Field::Name).status, FieldStatus::Saving);
//!
//! // The gateway confirms.
//! record.apply(patch);
//! let outcome = Outcome::Saved { customer: Some(Box::new(record)), etag: Some("\"2\"".into()) };
//! let effects = tell(&mut session, Event::Reply { request: *request, outcome });
//! assert!(effects.contains(&Effect::Announce(Notice::Saved { fields: FieldSet::of(Field::Name) })));
//! assert_eq!(session.status(), SessionStatus::Saved);
//! assert!(session.can_undo());
//! ```
//!
//! # How it works
//!
//! - **One request in flight.** What is saved meanwhile coalesces into one patch: any burst costs at most two
//!   writes.
//! - **Per field, three texts**: the ancestor (what unsaved work began with), mine, and the record's.
//!   Disjoint changes merge silently; a field that both changed differently is a [`Conflict`], and nothing is
//!   sent until it is resolved.
//! - **A failed patch is dropped, the rest replayed.** The typed text stays and says why it is not saved. A
//!   fresh read follows wherever the reply did not carry the record.
//! - **Acknowledged is not seen.** A write that the gateway acknowledged is settled by a record that shows
//!   it, or that is the version it led to. An older record is read again with back-off, and believed when it
//!   is read four times in a row: then the write is done again where the record is unchanged, and otherwise
//!   the text stays with its field ([`Why::NotKept`]).
//! - **An answer is the gateway's own or none** ([`answer`]): nothing is known because of any other.
//! - **Unknown fates are remembered.** A write without a usable answer is tried again; its values, found in
//!   the record later, are our own and no clash.
//! - **Reads are tried again only when a write depends on them.** Writes back off with full jitter, never
//!   before the gateway's `Retry-After`; offline, nothing ticks.
//! - **Nothing that the contract refuses is ever sent**, be it typed, restored from a snapshot or chosen in
//!   the dialog.
//!
//! # What is promised, and what is not
//!
//! With ETags (`If-Match`): no edit is lost, ours or anybody else's, whatever the network does. An older
//! record is recognised by a version that this session has seen replaced; a version never seen looks newer
//! until the next read.
//!
//! Without ETags the session reads before it writes and merges what it reads. That narrows the race and does
//! not close it. The same holds then only as long as no other client writes *the same fields* between our
//! read and our write, and no request that was given up on (time-out, discard, reload) is done later. In any
//! case the screens end up showing what the gateway holds, once they have read it.
//!
//! With or without: a request that a person discarded in flight may be done after the read that follows. Only
//! a notification ([`Event::RemoteChanged`]) reveals it. And a create that is discarded in flight may have
//! led to a customer: [`Notice::Cancelled`] says so.
//!
//! The model test (`tests/model`) runs 100,000 schedules of two clients on one record and checks all of this
//! after every step.
//!
//! # What does this crate not do?
//!
//! No clock, random source, storage, requests, timers or words; it does not ask "discard?" and does not move
//! the focus.
#![deny(missing_docs)]

pub mod answer;
mod clock;
mod config;
mod conflict;
mod draft;
mod effect;
mod event;
mod field_set;
mod field_view;
mod history;
mod merge;
mod notice;
mod outcome;
mod queue;
mod retry;
mod session;
mod snapshot;
mod status;
mod texts;
mod version;

pub use clock::Clocks;
pub use config::{Config, Entropy, Millis, Target};
pub use conflict::{Choice, Clash, Conflict};
pub use effect::{Effect, Operation, RequestId, TimerId};
pub use event::Event;
pub use field_set::FieldSet;
pub use field_view::{FieldStatus, FieldView};
pub use notice::Notice;
pub use outcome::{FailureKind, Outcome, Rejection};
pub use session::Session;
pub use snapshot::Snapshot;
pub use status::{Leaving, SessionStatus, Why};
