//! Card numbers, found wherever they stand in a name or an address, and nothing else mistaken for one. Examples are generated:
//! an issuer's prefix, a filler, and the check digit that makes the number valid (or the one after it, which does not).

use cyrexa_contract::{Field, Reason, check_text};

use super::{CARD_NUMBER, FITS};

#[track_caller]
fn check(input: &str, expected: Option<Reason>) {
    for field in [Field::Name, Field::Address] {
        let found = check_text(field, input).map(|violation| violation.reason);
        assert_eq!(found, expected, "{field:?} {input:?}");
    }
}

/// Luhn's sum, written for the test alone: doubles every second digit, leftwards from the check digit.
fn luhn(digits: &str) -> u32 {
    digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let doubled = u32::from(byte - b'0') << (place % 2);
            doubled / 10 + doubled % 10
        })
        .sum()
}

/// A number of that length which begins so and has a valid check digit.
fn card(prefix: &str, length: usize) -> String {
    let filler = "7305918264730591826";
    let payload = format!("{prefix}{}", &filler[..length - 1 - prefix.len()]);
    let check_digit = (10 - luhn(&format!("{payload}0")) % 10) % 10;
    format!("{payload}{check_digit}")
}

/// The same with the next check digit, which is never valid.
fn near_miss(prefix: &str, length: usize) -> String {
    let mut number = card(prefix, length);
    let last = number.pop().expect("a digit") as u8 - b'0';
    format!("{number}{}", (last + 1) % 10)
}

#[test]
fn every_issuer_range_in_every_length_it_issues() {
    let ranges: [(&str, &[&str], &[usize]); 15] = [
        ("Visa", &["4", "4000", "4571", "49"], &[13, 16, 18, 19]),
        ("American Express", &["34", "37"], &[15]),
        (
            "Mastercard",
            &["51", "52", "53", "54", "55", "5100", "5599"],
            &[16],
        ),
        (
            "Mastercard, second range",
            &["2221", "2222", "23", "26", "270", "2720"],
            &[16],
        ),
        (
            "Diners Club",
            &["300", "305", "309", "36", "38", "39"],
            &[14, 15, 16, 17, 18, 19],
        ),
        (
            "Maestro",
            &[
                "50", "5018", "56", "57", "58", "5893", "67", "6304", "6390", "6759",
            ],
            &[13, 14, 15, 16, 17, 18, 19],
        ),
        ("Discover", &["6011", "644", "649", "65"], &[16, 17, 18, 19]),
        ("UnionPay", &["62", "622126", "622925", "81"], &[16, 17, 18, 19]),
        ("JCB", &["3528", "3530", "3589"], &[16, 17, 18, 19]),
        ("RuPay", &["60", "65", "81", "82", "508"], &[16]),
        ("Mir", &["2200", "2204"], &[16, 17, 18, 19]),
        ("Verve", &["5060", "5061", "6500"], &[16, 18, 19]),
        ("Elo", &["4011", "5066", "509", "6362", "6363", "6500"], &[16]),
        ("Troy", &["9792", "65"], &[16]),
        ("Uzcard and Humo", &["8600", "5614", "9860"], &[16]),
    ];
    for (issuer, prefixes, lengths) in ranges {
        for prefix in prefixes {
            for length in lengths {
                let number = card(prefix, *length);
                assert_eq!(luhn(&number) % 10, 0, "{issuer}: the example itself");
                check(&number, CARD_NUMBER);
                check(&near_miss(prefix, *length), FITS);
            }
        }
    }
}

#[test]
fn the_numbers_schemes_publish_for_tests() {
    for number in [
        "4111111111111111",
        "4222222222222",
        "4000056655665556",
        "5555555555554444",
        "2223003122003222",
        "5105105105105100",
        "378282246310005",
        "371449635398431",
        "6011111111111117",
        "6011000990139424",
        "30569309025904",
        "38520000023237",
        "3566002020360505",
        "6200000000000005",
        "6759649826438453",
        "2200000000000004",
        "5019717010103742",
    ] {
        check(number, CARD_NUMBER);
    }
}

#[test]
fn no_issuer_no_card_however_valid_the_check_digit() {
    for (prefix, length) in [
        ("1", 16),
        ("0", 16),
        ("7", 16),
        ("99", 16),
        ("2220", 16),
        ("2721", 16),
        ("2199", 16),
        ("2206", 16),
        ("51", 15),
        ("4", 14),
        ("4", 15),
        ("4", 17),
        ("34", 16),
        ("37", 14),
        ("306", 16),
        ("3527", 16),
        ("3590", 16),
        ("61", 16),
        ("66", 16),
        ("80", 16),
        ("83", 16),
        ("6011", 15),
        ("9791", 16),
    ] {
        check(&card(prefix, length), FITS);
    }
}

#[test]
fn separators_are_ignored() {
    for separator in [
        " ",
        "  ",
        "-",
        " - ",
        ".",
        "/",
        "_",
        ",",
        ", ",
        ":",
        "|",
        "*",
        "·",
        "•",
        "\\",
        "'",
        "\u{A0}",
        "\u{2009}",
        "\u{202F}",
        "\u{3000}",
        "\u{2010}",
        "\u{2011}",
        "\u{2012}",
        "\u{2013}",
        "\u{2014}",
        "\u{2212}",
        "\u{200C}",
        "\u{200D}",
        "\u{200E}",
        "+",
        " + ",
        "=",
        "#",
        "\"",
        "”",
        "@",
        "&",
        "<",
        "→",
        "、",
        "，",
        "،",
        "☎",
        "\u{301}",
        "\u{FE0F}\u{20E3}",
        "½",
        "\u{180E}",
    ] {
        check(&["4111", "1111", "1111", "1111"].join(separator), CARD_NUMBER);
        check(&["4111", "1111", "1111", "1112"].join(separator), FITS);
        check(&["3782", "822463", "10005"].join(separator), CARD_NUMBER);
    }
    check("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", CARD_NUMBER);
    check("4-1.1/1_1 1-1.1/1_1 1-1.1/1_1 1", CARD_NUMBER);
    check("(4111) (1111) (1111) (1111)", CARD_NUMBER);
    for spelled in [
        "4+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1",
        "4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1",
        "41, 11, 11, 11, 11, 11, 11, 11",
        "41111111+11111111",
        "411111;1111111111",
    ] {
        check(spelled, CARD_NUMBER);
    }
    check(&"4111111111111111".replace('1', "1\u{338}"), CARD_NUMBER);
    let lines = check_text(Field::Address, "4111\n1111\r\n1111\n1111").map(|violation| violation.reason);
    assert_eq!(lines, CARD_NUMBER, "one group to a line");
}

#[test]
fn digits_of_other_keyboards_are_digits() {
    for zero in [
        '\u{0660}',
        '\u{06F0}',
        '\u{07C0}',
        '\u{0966}',
        '\u{09E6}',
        '\u{0E50}',
        '\u{A620}',
        '\u{ABF0}',
        '\u{FF10}',
        '\u{116DA}',
        '\u{1D7CE}',
        '\u{1D7F6}',
        '\u{1FBF0}',
        // Numeric_Type=Digit: subscripts, and digits with a comma.
        '\u{2080}',
        '\u{1F101}',
    ] {
        let typed = |number: &str| -> String {
            number
                .bytes()
                .map(|byte| char::from_u32(u32::from(zero) + u32::from(byte - b'0')).expect("a digit"))
                .collect()
        };
        check(&typed("4111111111111111"), CARD_NUMBER);
        check(&typed("4111111111111112"), FITS);
        check(&format!("{} {}", typed("41111111"), "11111111"), CARD_NUMBER);
    }
    check("④①①① ①①①① ①①①① ①①①①", CARD_NUMBER);
    check("⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹", CARD_NUMBER);
    let keycaps = format!("4\u{FE0F}\u{20E3}{}", "1\u{FE0F}\u{20E3}".repeat(15));
    check(&keycaps, CARD_NUMBER);
}

#[test]
fn a_card_number_is_found_among_other_words() {
    for text in [
        "my card is 4111 1111 1111 1111, thanks",
        "4111111111111111 12/27 123",
        "4111111111111111/1227/123",
        "card:4111111111111111",
        "PAN4111111111111111X",
        "Ana 4111-1111-1111-1111 Lovelace",
        "Flat 3, 12 Hill Road, 4111 1111 1111 1111",
        "12 4111 1111 1111 1111",
        "7 378282246310005",
        "4111 1111 1111 1111 4111 1111 1111 1111",
        "4111 1111 1111 1112 5555 5555 5555 4444",
    ] {
        check(text, CARD_NUMBER);
    }
}

#[test]
fn a_run_of_another_length_is_not_guessed_at() {
    check(&card("4", 13)[..12], FITS);
    check("411111111111", FITS);
    check("41111111111111111111", FITS);
    check("04111111111111111", FITS);
    check("14111111111111111", FITS);
    check("41111111111111110", FITS);
    check("4111 1111 1111", FITS);
    check(&"0".repeat(20), FITS);
    check(&"0".repeat(100), FITS);
    check(&"1 ".repeat(50), FITS);
}

#[test]
fn letters_part_digits() {
    check("4111 1111 x 1111 1111", FITS);
    check("4111a1111b1111c1111", FITS);
    check("411111111111111X1", FITS);
    check("4111x1111x1111x1111", FITS);
    check("4111х1111ー1111字1111", FITS);
}

#[test]
fn phones_postcodes_and_house_numbers_are_no_cards() {
    for text in [
        "12 Hill Road, Leeds LS1 4AP, +44 113 496 0000",
        "Storgatan 12, 111 22 Stockholm, 08-123 456 78",
        "1600 Pennsylvania Ave NW, Washington DC 20500, (202) 456-1111",
        "Av. Paulista 1578, 01310-200 São Paulo, +55 11 91234-5678",
        "40210 Düsseldorf, Tel. 0211 1234567, Fax 0211 1234568",
        "Königsallee 1, 40210 Düsseldorf, 0211 8995555",
        "〒100-8111 東京都千代田区千代田1-1 03-3213-1111",
        "110231 Bogotá, Calle 50 12-34, 601 3811700",
        "350 5th Ave, New York 10118-0110, 212-736-3100",
        "GPS 52.520008, 13.404954",
        "GPS 59.329323 18.068581",
        "2024-11-20 10:00:00",
        "ISBN 978-3-16-148410-0",
        "EAN 4006381333931",
        "VAT DE136695976, HRB 12345",
        "Aadhaar 1234 5678 9012",
        "018f3c2e-6b1a-7cc0-9d6b-3f1f0e9a7a55",
        "1234567890123456",
        "0000 0000 0000 0000",
        "9999 9999 9999 9999",
    ] {
        check(text, FITS);
    }
}

/// Numbers of eight digits, as in Denmark, Norway and Singapore, in pairs.
#[test]
fn two_phone_numbers_are_not_joined_across_punctuation() {
    for (one, other) in [
        ("41234567", "4123456"),
        ("62345678", "6212345"),
        ("41 23 45 67", "41 23 45 6"),
    ] {
        let digits: String = format!("{one}{other}0")
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let check_digit = (10 - luhn(&digits) % 10) % 10;
        for punctuation in [", ", "; ", " (", " + ", " & "] {
            check(&format!("{one}{punctuation}{other}{check_digit}"), FITS);
        }
    }
}

/// A tenth of all neighbours of a postcode in Tennessee have the form of an American Express number: punctuation parts them.
#[test]
fn a_postcode_and_a_phone_number_are_not_joined_across_punctuation() {
    for (before, after) in [
        ("37201", "615-862-500"),
        ("34102", "239 213 180"),
        ("40210", "0211 123456"),
        ("52.520008", "13.40495"),
        ("40.712776", "74.00597"),
    ] {
        let digits: String = format!("{before}{after}0")
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let check_digit = (10 - luhn(&digits) % 10) % 10;
        for punctuation in [
            ", ", ",", "; ", ": ", " (", ") ", " +", ", +", " ☎ ", "、", "،", " @ ",
        ] {
            check(&format!("{before}{punctuation}{after}{check_digit}"), FITS);
        }
        for line_break in ["\n", "\r\n", "\n\n"] {
            let text = format!("{before}{line_break}{after}{check_digit}");
            assert_eq!(check_text(Field::Address, &text), None, "{text:?}");
        }
    }
}

#[test]
fn published_ibans_are_no_cards() {
    for iban in [
        "DE89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19",
        "FR14 2004 1010 0505 0001 3M02 606",
        "NL91 ABNA 0417 1643 00",
        "ES91 2100 0418 4502 0005 1332",
        "IT60 X054 2811 1010 0000 0123 456",
        "SE45 5000 0000 0583 9825 7466",
        "CH93 0076 2011 6238 5295 7",
        "SA03 8000 0000 6080 1016 7519",
        "PL61 1090 1014 0000 0712 1981 2874",
        "DE89370400440532013000",
    ] {
        check(iban, FITS);
    }
}
