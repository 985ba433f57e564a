//! The merchant's identifier: any one line of at most 50 Unicode scalar values.

use cyrexa_contract::{Field, Reason};

use super::{CARD_NUMBER, FITS, character, check_field, too_long};

#[track_caller]
fn check(input: &str, expected: Option<Reason>) {
    check_field(Field::MemberId, input, &expected);
}

#[test]
fn any_identifier_of_one_line_fits() {
    for id in [
        "1",
        "GOLD-000123",
        "a/b/c?d=e&f=g#h",
        "018f3c2e-6b1a-7cc0-9d6b-3f1f0e9a7a55",
        "customer@merchant.example",
        "عضو ١٢٣",
        "会員番号",
        "🎫 7",
        "0",
        "-1",
        "null",
        "",
        "  ",
    ] {
        check(id, FITS);
    }
}

#[test]
fn a_loyalty_number_with_a_check_digit_is_no_card_number() {
    // Maestro, Diners Club, Discover, UnionPay, JCB, Mir, Uzcard.
    for id in [
        "6304000000000000",
        "30569309025904",
        "6011111111111117",
        "6200000000000005",
        "3566002020360505",
        "2200000000000004",
        "8600000000000008",
    ] {
        check(id, FITS);
    }
}

#[test]
fn a_card_number_of_the_three_largest_schemes_is_found() {
    for id in [
        "4111 1111 1111 1111",
        "4222222222222",
        "4111-1111-1111-1111",
        "GOLD/5555555555554444",
        "2223003122003222",
        "378282246310005",
        "3782+822463+10005",
        "٤١١١١١١١١١١١١١١١",
    ] {
        check(id, CARD_NUMBER);
    }
    check("4111 1111 1111 1112", FITS);
}

#[test]
fn length_is_counted_in_unicode_scalar_values_after_trimming() {
    for unit in ["a", "ñ", "会", "😀", "\u{301}"] {
        check(&unit.repeat(50), FITS);
        check(&unit.repeat(51), too_long(50, 51));
    }
    check(&format!(" {} ", "a".repeat(50)), FITS);
}

#[test]
fn an_identifier_is_one_line_of_legal_characters() {
    check("A\n1", character(2));
    check("A\u{0}1", character(2));
    check("A1\u{200B}", character(3));
}
