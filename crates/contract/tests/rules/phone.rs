//! Phone numbers: an optional `+`, 7 to 15 digits, five separators, at most 20 Unicode scalar values.

use cyrexa_contract::{Field, Reason};

use super::{FITS, FORMAT, character, check_field, too_long};

#[track_caller]
fn check(input: &str, expected: Option<Reason>) {
    check_field(Field::Phone, input, &expected);
}

#[test]
fn numbers_as_people_write_them_fit() {
    for phone in [
        "+1234567890",
        "1234567",
        "123456789012345",
        "+123456789012345",
        "+46 (8) 123 456 78",
        "+44 20 7946 0000",
        "020-7946-0000",
        "(555) 123-4567",
        "555.123.4567",
        "1-800-555-0199",
        "+1.415.555.2671",
        "0049 30 123456",
        "  +1234567890  ",
        "\u{A0}1234567\n",
        "((1234567",
        "1234567-",
        "",
        "   ",
    ] {
        check(phone, FITS);
    }
}

#[test]
fn anything_else_is_not_of_the_form() {
    for phone in [
        "123456",
        "+123456",
        "1234567890123456",
        "+",
        "++1234567",
        "1+234567",
        "1234567+",
        "(+44)2079460000",
        "1234567 ext 1",
        "1234567x12",
        "tel:1234567",
        "1-800-FLOWERS",
        "1234567,12",
        "1234567/12",
        "1234567#",
        "*31#1234567",
        "١٢٣٤٥٦٧",
        "１２３４５６７",
        "123\u{A0}4567",
        "123\u{2013}4567",
        "....... ",
        "none",
        "-",
    ] {
        check(phone, FORMAT);
    }
}

#[test]
fn length_is_counted_before_the_form() {
    check("+123 456 789 012 345", FITS);
    check("+1 23 456 789 012 345", too_long(20, 21));
    check("😀".repeat(20).as_str(), FORMAT);
    check("😀".repeat(21).as_str(), too_long(20, 21));
}

#[test]
fn forbidden_characters_are_named_before_the_form() {
    check("123\t4567", character(4));
    check("\u{202A}+1234567890\u{202C}", character(1));
    check("+1234567890\u{200E}", character(12));
}
