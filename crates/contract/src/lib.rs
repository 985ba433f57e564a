//! The customer contract: what a customer is on the wire, what a valid one is, and how a refusal is written.
//!
//! One compiled set of rules gives the same verdict at the keystroke ([`check_text`]), at the edge and in the
//! gateway ([`judge`]). This crate does no I/O, reads no clock, draws no random number, and words nothing for people.
//!
//! ```
//! use cyrexa_contract::{Operation, Refusal, judge};
//!
//! let verdict = judge(br#"{"name":"Ana","email":"ana@"}"#, Operation::Create);
//! let Err(Refusal::Invalid(violations)) = verdict else { panic!("accepted") };
//! assert_eq!(violations[0].field.key(), "email");
//! assert_eq!(violations[0].reason.code(), "format");
//! ```
#![deny(missing_docs)]

mod body;
mod change;
mod customer;
mod entered;
mod envelope;
mod field;
mod fingerprint;
mod history;
mod keys;
mod literal;
mod media_type;
mod members;
mod normal;
mod patch;
mod payment_method;
mod request_id;
pub mod rules;
mod section;
mod unicode;
mod verdict;
mod violation;
mod written;

pub use body::{Malformed, Refusal, check_body, judge};
pub use change::Change;
pub use customer::{Customer, CustomerPage};
pub use entered::as_seen;
pub use envelope::{Details, ErrorBody, ErrorCode, ErrorEnvelope};
pub use field::{Field, Kind, Patch};
pub use fingerprint::FINGERPRINT;
pub use history::{Actor, AuditEntry, AuditPage, ChangeNotice};
pub use media_type::is_accepted_media_type;
pub use normal::{normal_form, normal_text};
pub use patch::{Operation, check_text};
pub use payment_method::PaymentMethod;
pub use request_id::is_request_id;
pub use section::Section;
pub use violation::{Reason, Violation};
pub use written::{VALIDATION_FAILED_MESSAGE, Written};
