//! Billing addresses: free text of several lines, at most 255 Unicode scalar values.

use cyrexa_contract::{Field, Reason};

use super::{CARD_NUMBER, FITS, character, check_field, too_long};

#[track_caller]
fn check(input: &str, expected: Option<Reason>) {
    check_field(Field::Address, input, &expected);
}

#[test]
fn addresses_of_many_countries_fit() {
    for address in [
        "1 Main St",
        "Storgatan 12\n111 22 Stockholm\nSweden",
        "Storgatan 12\r\n111 22 Stockholm",
        "Flat 3/1, 12½ O'Connell Street Upper, Dublin 1, D01 C3N8",
        "〒100-0001 東京都千代田区千代田1-1",
        "شارع الملك فهد، الرياض ١٢٣٤٥",
        "Rruga e Kavajës, Nr. 27/1, Tiranë 1001",
        "Calle 50 #12-34, Apto 501, Bogotá D.C. 110231",
        "SW1A 1AA",
        "c/o Müller GmbH & Co. KG\nPostfach 10 01 51\n40210 Düsseldorf",
        "///filled.count.soap",
        "Km 12.5 \\ Carretera <Norte>",
    ] {
        check(address, FITS);
    }
}

#[test]
fn an_empty_address_clears_the_field() {
    for text in ["", " ", "\n\n", "\t \u{3000}"] {
        check(text, FITS);
    }
}

#[test]
fn length_is_counted_in_unicode_scalar_values_after_trimming() {
    for unit in ["a", "ß", "東", "😀", "\u{301}"] {
        check(&unit.repeat(255), FITS);
        check(&unit.repeat(256), too_long(255, 256));
    }
    check(&"a\n".repeat(128), FITS);
    check(&format!("{}a", "a\n".repeat(128)), too_long(255, 257));
    check(&format!("\n\n{}\n\n", "a".repeat(255)), FITS);
    check(&"a\r\n".repeat(128), FITS);
    check(&format!("{}a", "a\r\n".repeat(128)), too_long(255, 257));
}

#[test]
fn only_line_breaks_are_free_of_the_control_rule() {
    check("12 Hill\tRoad", character(8));
    check("12\u{B}Hill", character(3));
    check("12\u{C}Hill", character(3));
    check("1\n2\u{0}", character(4));
    // Counted in the normal form, in which the end of a line is one character.
    check("1\r\n\u{7F}2", character(3));
    check("1\u{2028}\r\u{7F}2", character(4));
}

#[test]
fn an_address_holds_no_card_number() {
    check("12 Hill Road\n4111 1111 1111 1111\nLeeds", CARD_NUMBER);
    check("12 4111 1111 1111 1111", CARD_NUMBER);
}
