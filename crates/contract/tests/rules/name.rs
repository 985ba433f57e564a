//! Names: whatever a person is called, in 1 to 100 Unicode scalar values.

use cyrexa_contract::{Field, Reason};

use super::{CARD_NUMBER, FITS, REQUIRED, character, check_field, too_long};

#[track_caller]
fn check(input: &str, expected: Option<Reason>) {
    check_field(Field::Name, input, &expected);
}

#[test]
fn names_of_real_people_fit() {
    for name in [
        "A",
        "Ana",
        "O",
        "Björk",
        "O'Brien",
        "O’Brien",
        "Jean-Luc Picard",
        "María José Carreño Quiñones",
        "Łukasz Żółć",
        "Nguyễn Thị Minh Khai",
        "Zoe\u{0308} with a combining mark",
        "محمد بن سلمان",
        "می\u{200C}خواهم with the Persian non-joiner",
        "ශ්\u{200D}රී with the Sinhala joiner",
        "ന്\u{200D} with the Malayalam joiner",
        "עִבְרִית",
        "山田太郎",
        "𠮷野家",
        "김철수",
        "Владимир",
        "Ἀριστοτέλης",
        "X Æ A-12",
        "Jennifer 8. Lee",
        "Martin Luther King, Jr.",
        "Sammy Davis (Jr.)",
        "!Xobile",
        "Null",
        "undefined",
        "<string>",
        "Robert'); DROP TABLE Students;--",
        "<b>Bo</b> & Söhne",
        "0",
        "👩\u{200D}🚀",
        "\u{A0}Ana\u{A0}",
        "  Ana  ",
        "\tAna\r\n",
    ] {
        check(name, FITS);
    }
}

#[test]
fn nothing_but_white_space_is_no_name() {
    for text in [
        "",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\u{B}\u{C}",
        "\u{85}",
        "\u{A0}",
        "\u{1680}",
        "\u{2000}\u{200A}",
        "\u{2028}\u{2029}",
        "\u{202F}\u{205F}",
        "\u{3000}",
    ] {
        check(text, REQUIRED);
    }
}

#[test]
fn length_is_counted_in_unicode_scalar_values_after_trimming() {
    let times = |text: &str, count: usize| text.repeat(count);
    for unit in ["a", "é", "ع", "山", "𠮷", "😀", "\u{301}"] {
        check(&times(unit, 99), FITS);
        check(&times(unit, 100), FITS);
        check(&times(unit, 101), too_long(100, 101));
    }
    check(&format!("  {}\n", times("a", 100)), FITS);
    check(&format!("{} a", times("a", 99)), too_long(100, 101));
    check(&times("e\u{301}", 50), FITS);
    check(&times("e\u{301}", 51), too_long(100, 102));
    check(&times("👨\u{200D}👩\u{200D}👧\u{200D}👦", 14), FITS);
    check(&times("👨\u{200D}👩\u{200D}👧\u{200D}👦", 15), too_long(100, 105));
    check(&times("🇸🇪", 51), too_long(100, 102));
    check(&times("a", 65_536), too_long(100, 65_536));
}

#[test]
fn a_name_is_one_line() {
    check("Ana\nMaria", character(4));
    check("Ana\r\nMaria", character(4));
    check("Ana\tMaria", character(4));
}

#[test]
fn a_name_holds_no_card_number() {
    check("4111111111111111", CARD_NUMBER);
    check("Ana 4111 1111 1111 1111", CARD_NUMBER);
    check("Ana 4111 1111 1111 1112", FITS);
}

#[test]
fn the_first_failing_rule_is_the_one_reported() {
    check(
        &format!("\u{202E}4111111111111111{}", "a".repeat(100)),
        too_long(100, 117),
    );
    check("\u{202E}4111111111111111", character(1));
}
