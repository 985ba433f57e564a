//! What holds for every input: arbitrary bytes, arbitrary Unicode, mutated JSON, any patch over any customer.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::{
    Change, Customer, ErrorEnvelope, Field, Malformed, Operation, Patch, Reason, Refusal, Violation,
    check_body, check_text, judge, normal_form,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof};
use proptest::sample::{Index, select};
use proptest::{prop_compose, proptest};
use serde_json::{Map, Value, json};

const OPERATIONS: [Operation; 2] = [Operation::Create, Operation::Update];

fn any_field() -> impl Strategy<Value = Field> {
    select(&Field::ALL[..])
}

/// Any scalar values, with those that rules ask about as likely as all others together.
fn any_text(length: usize) -> impl Strategy<Value = String> {
    let telling = select(
        &[
            ' ',
            '\n',
            '\r',
            '\t',
            '\0',
            '\u{7F}',
            '\u{85}',
            '\u{A0}',
            '\u{AD}',
            '\u{200B}',
            '\u{200C}',
            '\u{202E}',
            '\u{3000}',
            '\u{FEFF}',
            '\u{FFFF}',
            '\u{10FFFF}',
            '"',
            '\\',
            '/',
            '@',
            '.',
            '-',
            '+',
            '(',
            ')',
            '0',
            '4',
            '1',
            '5',
            '٤',
            'a',
            'Z',
            'é',
            '\u{301}',
            '山',
            '😀',
        ][..],
    );
    vec(prop_oneof![telling, any::<char>()], 0..length).prop_map(String::from_iter)
}

fn any_space() -> impl Strategy<Value = String> {
    vec(
        select(&[' ', '\t', '\n', '\r', '\u{85}', '\u{A0}', '\u{2028}', '\u{3000}'][..]),
        0..4,
    )
    .prop_map(String::from_iter)
}

/// A text that the field accepts.
fn accepted_text(field: Field) -> BoxedStrategy<String> {
    match field {
        Field::Name => "[A-Za-zÀ-ÿ山田\u{200D}' .-]{1,100}".boxed(),
        Field::Email => {
            "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,20}@[a-z0-9]{1,10}(-[a-z0-9]{1,10})?(\\.[a-z0-9]{1,10}){0,3}"
                .boxed()
        }
        Field::Address => "([0-9]{1,3} [A-Za-zÅÄÖ,]{1,20}\n){1,8}".boxed(),
        Field::Phone => "\\+?[0-9]{3}[ .()-]?[0-9]{4,8}".boxed(),
        Field::MemberId => "[!-~]{1,50}".boxed(),
    }
    .prop_filter("accepted", move |text| {
        check_text(field, text).is_none() && !text.trim().is_empty()
    })
    .boxed()
}

fn accepted_change(field: Field) -> impl Strategy<Value = Change<String>> {
    let cleared = if field.is_required() {
        Change::Keep
    } else {
        Change::Clear
    };
    prop_oneof![
        1 => Just(Change::Keep),
        1 => Just(cleared),
        3 => accepted_text(field).prop_map(Change::Set),
    ]
}

fn patch_from<S: Strategy<Value = Change<String>>>(
    change: impl Fn(Field) -> S,
) -> impl Strategy<Value = Patch> {
    Field::ALL.map(change).prop_map(|changes| {
        let mut patch = Patch::default();
        for (field, change) in Field::ALL.into_iter().zip(changes) {
            patch.set(field, change);
        }
        patch
    })
}

fn any_change() -> impl Strategy<Value = Change<String>> {
    prop_oneof![
        Just(Change::Keep),
        Just(Change::Clear),
        any_text(8).prop_map(Change::Set)
    ]
}

prop_compose! {
    fn any_customer()(texts in [option::of(any_text(4)), option::of(any_text(4)), option::of(any_text(4)), option::of(any_text(4)), option::of(any_text(4))])
        -> Customer {
        let mut customer = Customer::default();
        for (field, text) in Field::ALL.into_iter().zip(texts) {
            customer.set_text(field, text);
        }
        customer
    }
}

/// What a member of a body may hold, right or wrong.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any_text(30).prop_map(Value::from),
        any_text(130).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((any_key(), inner), 0..3).prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any_field().prop_map(|field| field.key().to_owned()),
        1 => select(&["id", "ownerName", "preferences", "Name", ""][..]).prop_map(str::to_owned),
        1 => any_text(5),
    ]
}

fn any_object() -> impl Strategy<Value = Value> {
    vec((any_key(), any_value()), 0..9).prop_map(|members| Value::Object(Map::from_iter(members)))
}

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
            let actual = text.trim().chars().count() as u64;
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
        for (place, octet, kind) in edits {
            let place = place.index(body.len() + 1);
            match kind {
                0 => body.insert(place, octet),
                1 => body.truncate(place),
                2 => body.insert(place, b"\"\\{}[],:"[usize::from(octet) % 8]),
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
                        Some(value) => value.as_str().map_or(Change::Clear, normal_form),
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
        if let Change::Set(normal) = normal_form(&text) {
            prop_assert_eq!(normal_form(&normal), Change::Set(normal.clone()));
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
            let typed = Patch::of(field, normal_form(&text));
            shown.push_str(&format!("{typed:?}{:?}", check_text(field, &text)));
            prop_assert!(!shown.to_lowercase().contains("quixotic"), "{shown}");
        }
    }
}
