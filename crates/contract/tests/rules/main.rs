//! The case table of every rule, in a file named as the rule's own. What is asked is what a keystroke asks: the text as
//! typed, the first rule that it fails.
#![cfg(not(target_arch = "wasm32"))]

mod address;
mod as_seen;
mod card_number;
mod characters;
mod email;
mod member_id;
mod name;
mod normal_form;
mod phone;

use cyrexa_contract::{Field, Reason, check_text};

const FITS: Option<Reason> = None;
const REQUIRED: Option<Reason> = Some(Reason::Required);
const FORMAT: Option<Reason> = Some(Reason::Format);
const CARD_NUMBER: Option<Reason> = Some(Reason::CardNumber);

const fn too_long(max: u64, actual: u64) -> Option<Reason> {
    Some(Reason::TooLong { max, actual })
}

const fn character(position: u64) -> Option<Reason> {
    Some(Reason::Characters { position })
}

#[track_caller]
fn check_field(field: Field, input: &str, expected: &Option<Reason>) {
    let found = check_text(field, input);
    if let Some(violation) = &found {
        assert_eq!(violation.field, field, "another field than the one asked about");
    }
    assert_eq!(&found.map(|violation| violation.reason), expected, "{input:?}");
}
