//! Phone numbers: an optional `+`, 7 to 15 digits, five separators, at most 20 Unicode scalar values.

use cyrexa_contract::{Field, Reason};

use super::{CARD_NUMBER, FITS, FORMAT, character, check_field, too_long};

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
        "١٢٣٤٥٦٧",
        "１２３４５６７",
        "123\u{A0}4567",
        "123\u{2013}4567",
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
        "¹²³⁴⁵⁶⁷",
        "①②③④⑤⑥⑦",
        "（０３）１２３４５６７８",
        "123\u{30FC}4567",
        "123\u{FE63}4567",
        "１２３４５６",
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
    check("\u{2066}+123\u{A0}456 789\u{200B} 012 345\u{2069}", FITS);
    check(
        "\u{2066}+1\u{A0}23 456 789\u{200B} 012 345\u{2069}",
        too_long(20, 21),
    );
    check("😀".repeat(20).as_str(), FORMAT);
    check("😀".repeat(21).as_str(), too_long(20, 21));
}

#[test]
fn forbidden_characters_are_named_before_the_form() {
    check("123\t4567", character(4));
    check("123\u{2028}4567", character(4));
    check("\u{200B}123\u{2067}\u{85}4567", character(4));
    check("123\u{FFFF}4567", character(4));
}

#[test]
fn a_number_without_a_country_code_is_no_card_number() {
    for phone in [
        "378282246310005",
        "3782 822463 10005",
        "(3782) 822463-10005",
        "30569309025904",
        "4222222222222",
        "4111 1111 1111 1111",
        "4111\u{2011}1111\u{2011}1111\u{2011}1111",
        "٣٧٨٢٨٢٢٤٦٣١٠٠٠٥",
    ] {
        check(phone, CARD_NUMBER);
    }
    for phone in [
        "+378282246310005",
        "＋4222222222222",
        " \u{202A}+30 569 309 025904\u{202C}",
    ] {
        check(phone, FITS);
    }
    // Part of a number is none, a wrong check digit is none, and letters part digits.
    for phone in ["00 4222222222222", "378282246310006", "4222222222223"] {
        check(phone, FITS);
    }
    check("4222222222222x", FORMAT);
}
