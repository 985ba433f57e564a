//! What holds for every input: arbitrary bytes, arbitrary Unicode, mutated JSON, any patch over any customer.
#![cfg(not(target_arch = "wasm32"))]

mod arbitrary;
mod card_numbers;

use arbitrary::{
    accepted_change, any_change, any_customer, any_field, any_object, any_space, any_text, patch_from,
};
use cyrexa_contract::{
    Change, ErrorEnvelope, Field, Malformed, Operation, Patch, Reason, Refusal, Violation, check_body,
    check_text, judge, normal_form, normal_text,
};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_oneof};
use proptest::proptest;
use proptest::sample::Index;
use serde_json::json;

const OPERATIONS: [Operation; 2] = [Operation::Create, Operation::Update];

fn violations(body: &str, operation: Operation) -> Vec<Violation> {
    match judge(body.as_bytes(), operation) {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(violations)) => violations,
        Err(Refusal::Malformed(malformed)) => panic!("{malformed:?}: {body}"),
    }
}

/// Form as `serde_json` sees it, which neither knows of twins nor of depth here: none of these, or what is wrong.
fn form(body: &[u8]) -> Option<Malformed> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let Ok(text) = std::str::from_utf8(body) else {
        return Some(Malformed::NotUtf8);
    };
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        return Some(Malformed::NotJson);
    }
    (!text.trim_start().starts_with('{')).then_some(Malformed::NotAnObject)
}

fn said_of_form(verdict: &Result<Patch, Refusal>) -> Option<Malformed> {
    match verdict {
        Err(Refusal::Malformed(Malformed::DuplicateKey | Malformed::TooDeep) | Refusal::Invalid(_))
        | Ok(_) => None,
        Err(Refusal::Malformed(malformed)) => Some(*malformed),
    }
}

fn in_contract_order(violations: &[Violation]) -> bool {
    violations.is_sorted_by(|one, next| one.field < next.field)
}

proptest! {
    #[test]
    fn too_long_is_said_exactly_of_what_has_more_scalar_values_than_the_limit(
        field in any_field(), unit in any::<char>(), around in -2_i64..=2, text in any_text(300),
    ) {
        let count = usize::try_from(field.max_length().cast_signed() + around).expect("positive");
        for text in [text, unit.to_string().repeat(count)] {
            let actual = normal_text(field, &text).chars().count() as u64;
            let max = field.max_length();
            let found = check_text(field, &text).map(|violation| violation.reason);
            prop_assert_eq!(found == Some(Reason::TooLong { max, actual }), actual > max);
            prop_assert_eq!(matches!(found, Some(Reason::TooLong { .. })), actual > max);
        }
    }

    #[test]
    fn any_bytes_get_a_verdict(bytes in vec(any::<u8>(), 0..200)) {
        for operation in OPERATIONS {
            prop_assert_eq!(check_body(&bytes, operation).err(), judge(&bytes, operation).err());
            let _ = judge(&[b"{\"name\":\"", &bytes[..], b"\"}"].concat(), operation);
        }
    }

    #[test]
    fn broken_json_is_called_what_the_parser_calls_it(
        object in any_object(), edits in vec((any::<Index>(), any::<u8>(), 0_u8..4), 0..4),
    ) {
        let mut body = object.to_string().into_bytes();
        for (place, byte, kind) in edits {
            let place = place.index(body.len() + 1);
            match kind {
                0 => body.insert(place, byte),
                1 => body.truncate(place),
                2 => body.insert(place, b"\"\\{}[],:"[usize::from(byte) % 8]),
                _ => if place < body.len() { body.remove(place); },
            }
        }
        for operation in OPERATIONS {
            let verdict = judge(&body, operation);
            prop_assert_eq!(said_of_form(&verdict), form(&body), "{:?}", verdict);
        }
    }

    #[test]
    fn a_twin_of_any_key_is_refused(object in any_object(), which in any::<Index>()) {
        let members = object.as_object().expect("an object");
        let Some(key) = members.keys().nth(which.index(members.len().max(1))) else { return Ok(()) };
        let escaped: String = key.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let body = object.to_string();
        let twin = format!("{{\"{escaped}\":0,{}", &body[1..]);
        for operation in OPERATIONS {
            prop_assert_eq!(judge(twin.as_bytes(), operation), Err(Refusal::Malformed(Malformed::DuplicateKey)));
        }
    }

    #[test]
    fn an_object_is_read_as_the_parser_reads_it(object in any_object()) {
        let body = object.to_string();
        for operation in OPERATIONS {
            let found = violations(&body, operation);
            for field in Field::ALL {
                let mistyped = object.get(field.key()).is_some_and(|value| !value.is_null() && !value.is_string());
                let said = found.iter().any(|violation| violation.field == field && violation.reason == Reason::Type);
                prop_assert_eq!(mistyped, said);
            }
            if let Ok(patch) = judge(body.as_bytes(), operation) {
                for field in Field::ALL {
                    let expected = match object.get(field.key()) {
                        None => Change::Keep,
                        Some(value) => value.as_str().map_or(Change::Clear, |text| normal_form(field, text)),
                    };
                    prop_assert_eq!(patch.get(field), &expected);
                }
            }
        }
    }

    #[test]
    fn violations_come_in_contract_order_and_one_to_a_field(object in any_object()) {
        for operation in OPERATIONS {
            prop_assert!(in_contract_order(&violations(&object.to_string(), operation)));
        }
    }

    #[test]
    fn a_keystroke_and_a_body_get_the_same_verdict(field in any_field(), text in prop_oneof![any_text(12), any_text(300)]) {
        let typed = check_text(field, &text);
        for operation in OPERATIONS {
            let found = violations(&json!({ field.key(): text }).to_string(), operation);
            prop_assert_eq!(found.into_iter().find(|violation| violation.field == field), typed.clone());
        }
    }

    #[test]
    fn a_normal_form_is_its_own_normal_form_and_gets_the_same_verdict(
        field in any_field(), before in any_space(), text in any_text(60), after in any_space(),
    ) {
        let text = format!("{before}{text}{after}");
        if let Change::Set(normal) = normal_form(field, &text) {
            prop_assert_eq!(normal_form(field, &normal), Change::Set(normal.clone()));
            prop_assert_eq!(check_text(field, &normal), check_text(field, &text));
        }
        let wish = Patch::of(field, Change::Set(text)).normalised();
        prop_assert_eq!(wish.clone().normalised(), wish);
    }

    #[test]
    fn an_accepted_patch_comes_back_from_the_wire_unchanged(patch in patch_from(accepted_change)) {
        let patch = patch.normalised();
        let body = serde_json::to_vec(&patch).expect("a patch is JSON");
        prop_assert_eq!(judge(&body, Operation::Update), Ok(patch.clone()));
        if [Field::Name, Field::Email].into_iter().all(|field| patch.get(field).value().is_some()) {
            prop_assert_eq!(judge(&body, Operation::Create), Ok(patch));
        }
    }

    #[test]
    fn what_judge_accepts_it_accepts_again(object in any_object()) {
        for operation in OPERATIONS {
            if let Ok(patch) = judge(object.to_string().as_bytes(), operation) {
                let body = serde_json::to_vec(&patch).expect("a patch is JSON");
                prop_assert_eq!(judge(&body, operation), Ok(patch));
            }
        }
    }

    #[test]
    fn the_smallest_patch_does_the_same(patch in patch_from(|_| any_change()), stored in any_customer()) {
        let smallest = patch.clone().minimal_over(&stored);
        prop_assert!(smallest.changed().all(|field| patch.get(field) == smallest.get(field)));
        let [mut by_patch, mut by_smallest] = [stored.clone(), stored.clone()];
        by_patch.apply(&patch);
        by_smallest.apply(&smallest);
        prop_assert!(by_patch == by_smallest);
        prop_assert!(smallest.changed().all(|field| by_smallest.text(field) != stored.text(field)), "something changes nothing");
        prop_assert!(patch.minimal_over(&by_patch).is_empty());
    }

    #[test]
    fn no_answer_holds_a_rejected_value(field in any_field(), value in "[Qq]uixotic[0-9]{4}", around in any_text(6)) {
        let text = format!("{around}{value}{around}\u{0}");
        for operation in OPERATIONS {
            let body = json!({ field.key(): text, value.as_str(): value }).to_string();
            let verdict = judge(body.as_bytes(), operation);
            let mut shown = format!("{verdict:?}");
            if let Err(Refusal::Invalid(violations)) = verdict {
                let answer = ErrorEnvelope::validation_failed(violations, String::new(), String::new());
                shown.push_str(&format!("{answer:?}"));
                shown.push_str(&serde_json::to_string(&answer).expect("an envelope is JSON"));
            }
            let typed = Patch::of(field, normal_form(field, &text));
            shown.push_str(&format!("{typed:?}{:?}", check_text(field, &text)));
            prop_assert!(!shown.to_lowercase().contains("quixotic"), "{shown}");
        }
    }
}
