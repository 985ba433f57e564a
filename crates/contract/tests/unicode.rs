//! The contract's tables of characters against another copy of the standard's (that of the `regex` crate),
//! character by character: what a phone number's normal form makes of each, and what every way to a verdict
//! says of each.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_contract::{Field, Operation, Refusal, check_body, check_text, normal_text};
use regex_syntax::hir::{Class, HirKind};
use serde_json::json;

/// Added in Unicode 17, which `regex` does not know yet: the digits of Tolong Siki.
const NEWER_DIGITS: std::ops::RangeInclusive<char> = '\u{11DE0}'..='\u{11DE9}';

fn class(pattern: &str) -> Vec<char> {
    let hir = regex_syntax::parse(pattern).expect("a class");
    let HirKind::Class(Class::Unicode(class)) = hir.kind() else {
        panic!("{pattern} is no class of characters");
    };
    class
        .iter()
        .flat_map(|range| range.start()..=range.end())
        .collect()
}

fn dialled(c: char) -> String {
    normal_text(Field::Phone, &format!("1{c}2")).into_owned()
}

#[test]
fn every_decimal_digit_of_the_standard_and_no_other_character_is_one() {
    let mut digits = class(r"\p{Nd}");
    digits.extend(NEWER_DIGITS);
    digits.sort_unstable();
    digits.dedup();
    assert_eq!(digits.len(), 770);
    for (place, c) in digits.iter().enumerate() {
        // Ten to a script, in order, but for the five styles of mathematics, which follow one another.
        assert_eq!(dialled(*c), format!("1{}2", place % 10), "{}", c.escape_unicode());
    }
    let found = ('\u{80}'..=char::MAX)
        .filter(|c| dialled(*c).len() == 3 && dialled(*c).bytes().all(|byte| byte.is_ascii_digit()));
    let expected = digits.iter().copied().filter(|c| !c.is_ascii());
    assert!(found.eq(expected));
}

#[test]
fn a_phone_number_loses_what_the_standard_calls_ignorable_and_nothing_else() {
    let ignorable = class(r"\p{Default_Ignorable_Code_Point}");
    let found = ('\0'..=char::MAX).filter(|c| dialled(*c) == "12");
    assert!(found.eq(ignorable));
}

#[test]
fn every_space_of_the_standard_is_a_space_in_a_phone_number() {
    let found = ('\0'..=char::MAX).filter(|c| dialled(*c) == "1 2");
    assert!(found.eq(class(r"\p{Zs}")));
}

#[test]
fn the_dashes_of_the_contract_are_hyphens_in_a_phone_number() {
    let found = ('\0'..=char::MAX).filter(|c| dialled(*c) == "1-2");
    let dashes = ['-']
        .into_iter()
        .chain('\u{2010}'..='\u{2015}')
        .chain(['\u{2212}', '\u{FF0D}']);
    assert!(found.eq(dashes));
}

/// A body is judged by its bytes first: no character may slip through that look. Every character of the first
/// plane; of the others, which all look unusual to it, every 61st (a prime: any place in a script).
#[test]
fn a_body_and_a_keystroke_agree_on_every_character() {
    for c in ('\0'..='\u{FFFF}').chain(('\u{10000}'..=char::MAX).step_by(61)) {
        // Alone, at an end, inside, and twelve digits that a digit makes a card number.
        for text in [
            format!("{c}"),
            format!("a{c}"),
            format!("1234567{c}8"),
            format!("a{c}@b"),
            format!("422222222222{c}"),
            format!("{c}222222222222"),
        ] {
            let body: serde_json::Map<_, _> = Field::ALL
                .map(|field| (field.key().to_owned(), json!(text)))
                .into_iter()
                .collect();
            let body = serde_json::Value::Object(body).to_string();
            let by_body = match check_body(body.as_bytes(), Operation::Update) {
                Ok(()) => Vec::new(),
                Err(Refusal::Invalid(violations)) => violations,
                Err(Refusal::Malformed(malformed)) => panic!("{malformed:?}: {body}"),
            };
            let by_keystroke: Vec<_> = Field::ALL
                .into_iter()
                .filter_map(|field| check_text(field, &text))
                .collect();
            assert_eq!(by_body, by_keystroke, "{}", text.escape_unicode());
        }
    }
}
