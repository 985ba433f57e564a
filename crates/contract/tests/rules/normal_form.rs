//! The form in which a text is judged, counted, shown and stored.

use cyrexa_contract::{Field, normal_text};

#[track_caller]
fn check(field: Field, input: &str, expected: &str) {
    let found = normal_text(field, input);
    let shown = [input, &found, expected].map(|text| text.escape_unicode().to_string());
    assert_eq!(shown[1], shown[2], "{field:?} {}", shown[0]);
}

#[test]
fn white_space_and_direction_marks_are_trimmed_at_both_ends_of_every_text() {
    for field in Field::ALL {
        for (input, expected) in [
            ("", ""),
            (
                " \t\r\n\u{B}\u{C}\u{85}\u{A0}\u{1680}\u{2003}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}",
                "",
            ),
            ("\u{200E}\u{200F}\u{061C}", ""),
            (" \u{200E} \u{200F}\n\u{061C} a \u{061C}\u{A0}\u{200F}", "a"),
            ("a\u{200E}", "a"),
        ] {
            check(field, input, expected);
        }
    }
}

#[test]
fn what_is_inside_stays_but_in_addresses_and_phone_numbers() {
    let inside = "a\u{200E} b\u{200F}\u{061C}c\u{180E}d  e\t\u{A0}f\u{2028}\u{85}g\u{202A}\u{200B}";
    for field in [Field::Name, Field::Email, Field::MemberId] {
        check(field, inside, inside);
    }
    for end in [
        "\u{200B}", "\u{FEFF}", "\u{200C}", "\u{180E}", "\u{2060}", "\u{202C}", "\0",
    ] {
        let text = format!("{end}a{end}");
        for field in [Field::Name, Field::Email, Field::Address, Field::MemberId] {
            check(field, &text, &text);
        }
    }
}

#[test]
fn every_end_of_a_line_in_an_address_is_a_line_feed() {
    for (input, expected) in [
        ("1 Road\r\nLeeds", "1 Road\nLeeds"),
        ("1 Road\rLeeds", "1 Road\nLeeds"),
        ("1 Road\u{85}Leeds", "1 Road\nLeeds"),
        ("1 Road\u{2028}Leeds", "1 Road\nLeeds"),
        ("1 Road\u{2029}Leeds", "1 Road\nLeeds"),
        ("a\n\rb", "a\n\nb"),
        ("a\r\r\nb", "a\n\nb"),
        ("a\r\n\r\nb\r\n", "a\n\nb"),
        ("a \r\n b", "a \n b"),
        ("a\u{200F}\r\nb", "a\u{200F}\nb"),
        ("a\u{B}\u{C}\tb", "a\u{B}\u{C}\tb"),
        ("山\r田", "山\n田"),
    ] {
        check(Field::Address, input, expected);
    }
}

#[test]
fn a_phone_number_is_in_ascii() {
    for (input, expected) in [
        ("+٩٦٦٥٠١٢٣٤٥٦٧", "+966501234567"),
        ("۰۹۱۲۳۴۵۶۷۸۹", "09123456789"),
        ("+९१९८७६५४३२१०", "+919876543210"),
        ("０９０−１２３４－５６７８", "090-1234-5678"),
        ("＋８１　３　１２３４　５６７８", "+81 3 1234 5678"),
        ("𝟏𝟐𝟑𝟜𝟝𝟞𝟩", "1234567"),
        ("+1\u{FE0D}-555-123-4567", "+1-555-123-4567"),
        ("\u{202A}+47 55 55 01 42\u{202C}", "+47 55 55 01 42"),
        (
            "\u{2066}+47\u{2069} 55\u{200B}55\u{FEFF}01\u{AD}42\u{34F}",
            "+47 55550142",
        ),
        ("\u{200E}79022222222", "79022222222"),
        (
            "+47\u{A0}55\u{202F}55\u{2009}01\u{2007}44\u{3000}",
            "+47 55 55 01 44",
        ),
        (
            "1\u{2010}2\u{2011}3\u{2012}4\u{2013}5\u{2014}6\u{2015}7",
            "1-2-3-4-5-6-7",
        ),
        ("\u{E0020} \u{200B}\u{A0}1234567\u{A0}\u{3164}", "1234567"),
        ("+47 55 55 01 51\u{2028}", "+47 55 55 01 51"),
        // No decimal digits, dashes or spaces: they stay, and are judged.
        ("①²½一", "①²½一"),
        ("1\t2\u{2028}3", "1\t2\u{2028}3"),
        ("1\u{2053}2\u{30FC}3", "1\u{2053}2\u{30FC}3"),
        ("e\u{301}x", "e\u{301}x"),
    ] {
        check(Field::Phone, input, expected);
    }
}

#[test]
fn only_a_phone_number_is_changed_inside_a_line() {
    for text in ["٩٦٦", "a\u{2011}b", "a\u{A0}b", "a\u{FF0B}b", "a\u{FE0F}b"] {
        for field in [Field::Name, Field::Email, Field::Address, Field::MemberId] {
            check(field, text, text);
        }
    }
}
