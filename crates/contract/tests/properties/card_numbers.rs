//! Card numbers however they are grouped, and what is none.

use cyrexa_contract::{Field, Reason, check_text};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq};
use proptest::proptest;
use proptest::sample::select;

/// The digits with the check digit that makes them valid.
fn with_check_digit(digits: &str) -> String {
    let doubled = |value: u32| (2 * value) / 10 + (2 * value) % 10;
    let values = digits.chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = values
        .enumerate()
        .map(|(place, value)| if place % 2 == 0 { doubled(value) } else { value })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

fn card() -> impl Strategy<Value = String> {
    let payload = select(&["4[0-9]{14}", "5[1-5][0-9]{13}", "3[47][0-9]{12}", "4[0-9]{11}"][..]);
    payload.prop_flat_map(|pattern| {
        proptest::string::string_regex(pattern)
            .expect("a pattern")
            .prop_map(|digits| with_check_digit(&digits))
    })
}

/// Which separator stands behind which digit; none where groups go on.
fn grouped(card: &str, breaks: &[bool], separators: &[String]) -> String {
    let mut text = String::new();
    let mut separators = separators.iter().cycle();
    for (place, digit) in card.chars().enumerate() {
        if place > 0 && breaks[place % breaks.len()] {
            text.push_str(separators.next().expect("one at least"));
        }
        text.push(digit);
    }
    text
}

fn found(field: Field, text: &str) -> bool {
    check_text(field, text).is_some_and(|violation| violation.reason == Reason::CardNumber)
}

const JOINING: [&str; 12] = [
    " ", "-", " - ", ".", "/", "=", "#", "\"", "_", "\u{2013}", "\u{A0}", "\u{200D}",
];

/// What stands between numbers that are not one.
const PARTING: [&str; 10] = [
    ", ", "; ", "\n", "\r\n", " (", ": ", ", Tel. ", " ☎ ", "\u{2028}", "、",
];

const SEARCHED: [Field; 4] = [Field::Name, Field::Email, Field::Address, Field::MemberId];

proptest! {
    #[test]
    fn a_card_number_in_any_groups_is_found_across_what_stands_within_numbers(
        card in card(), breaks in vec(any::<bool>(), 19),
        separators in vec(select(&JOINING[..]).prop_map(str::to_owned), 1..4),
    ) {
        let text = grouped(&card, &breaks, &separators);
        for field in SEARCHED {
            if text.chars().count() as u64 <= field.max_length() {
                prop_assert!(found(field, &text), "{:?} {}", field, text);
            }
        }
    }

    #[test]
    fn a_card_number_in_any_groups_is_found_across_always_the_same(
        card in card(), breaks in vec(any::<bool>(), 19),
        separator in "[!-/:-@\\[-`{-~¡-¿\u{300}-\u{30F}☎→、，“”]{1,2}",
    ) {
        let is_legal = |c: &char| !c.is_alphanumeric() && *c != '\u{AD}';
        let separator: String = separator.chars().filter(is_legal).collect();
        let text = grouped(&card, &breaks, &[separator]);
        for field in SEARCHED {
            if text.chars().count() as u64 <= field.max_length() {
                prop_assert!(found(field, &text), "{:?} {}", field, text);
            }
        }
    }

    #[test]
    fn a_letter_parts_a_number(
        card in "[1-9][0-9]{15}", place in 4_usize..=12, letter in "[a-zA-Zа-яא-ת山ー]",
    ) {
        let text = format!("{}{letter}{}", &card[..place], &card[place..]);
        for field in Field::ALL {
            prop_assert!(!found(field, &text), "{:?} {}", field, text);
        }
    }

    #[test]
    fn a_phone_number_behind_a_plus_or_of_at_most_twelve_digits_is_none(
        long in "[1-9][0-9]{2}[ .-]?[0-9]{4}[ .-]?[0-9]{0,8}",
        short in "\\(?0?[1-9][0-9]{2}\\)?[ .-]?[0-9]{4}[ .-]?[0-9]{0,4}",
    ) {
        prop_assert_eq!(check_text(Field::Phone, &format!("+{long}")), None);
        prop_assert_eq!(check_text(Field::Phone, &short), None);
    }

    #[test]
    fn numbers_side_by_side_in_an_address_are_none(
        house in "[1-9][0-9]{0,3}", postcode in "[1-9][0-9]{4}",
        phone in "(\\+[1-9][0-9]? )?[1-9][0-9]{2}[ .-][0-9]{3}[ .-][0-9]{4}",
        punctuation in select(&PARTING[..]),
    ) {
        let address = format!("{house} Hill Road{punctuation}{postcode}{punctuation}{phone}");
        prop_assert_eq!(check_text(Field::Address, &address), None);
        prop_assert_eq!(check_text(Field::Address, &format!("{postcode}{punctuation}{phone}")), None);
    }

    #[test]
    fn identifiers_with_letters_in_them_are_none(
        id in "[A-Z]{2}[0-9]{2}( ?[A-Z][0-9]{3}){1,5}",
        uuid in "[0-9a-f]{7}a-[0-9]{3}b-[0-9]{3}c-[0-9]{3}d-[0-9]{11}e",
    ) {
        for field in [Field::Name, Field::Address, Field::MemberId] {
            prop_assert_eq!(check_text(field, &id), None);
            prop_assert_eq!(check_text(field, &uuid), None);
        }
    }
}
