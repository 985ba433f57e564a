//! E-mail addresses: the WHATWG `input type=email` production and 100 characters. `browser.rs` asks Chromium the same.

use cyrexa_contract::{Field, Reason};

use super::{CARD_NUMBER, FITS, FORMAT, REQUIRED, character, check_field, too_long};

#[track_caller]
fn check(input: &str, expected: Option<Reason>) {
    check_field(Field::Email, input, &expected);
}

#[test]
fn what_the_production_accepts() {
    for email in [
        "a@b",
        "jsmith@example.com",
        "newemail@example.com",
        "first.last@example.co.uk",
        "first+tag@example.com",
        "o'brien@example.ie",
        "a.@example.com",
        ".a@example.com",
        "a..b@example.com",
        ".@example.com",
        "-@example.com",
        "!#$%&'*+/=?^_`{|}~-.@example.com",
        "1@2",
        "1@2.3.4.5",
        "UPPER@EXAMPLE.COM",
        "a@xn--bcher-kva.example",
        "a@localhost",
        "a@a-b",
        "a@a--b.c",
        "a@0.0",
        "a@1-1",
        "a@b.c.d.e.f.g.h",
        "  jsmith@example.com  ",
        "\njsmith@example.com\r\n",
        "\u{A0}jsmith@example.com\u{3000}",
    ] {
        check(email, FITS);
    }
}

#[test]
fn what_the_production_refuses() {
    for email in [
        "a",
        "@",
        "a@",
        "@b",
        "a@@b",
        "a@b@c",
        "a b@c",
        "a@b c",
        "a@b,c",
        "a,b@c",
        "a@b.",
        "a@.b",
        "a@b..c",
        "a@.",
        "a@-b",
        "a@b-",
        "a@b-.c",
        "a@b.-c",
        "a@b_c",
        "a@[127.0.0.1]",
        "a@[IPv6:::1]",
        "\"quoted local\"@example.com",
        "\"a\"@example.com",
        "a(comment)@example.com",
        "a@(comment)example.com",
        "Ana <ana@example.com>",
        "<ana@example.com>",
        "mailto:ana@example.com",
        "ana@example.com;bo@example.com",
        "a\\b@example.com",
        "a:b@example.com",
        "a[b]@example.com",
        "a@example.com/",
        "a@example.com:25",
        "a@exa+mple.com",
        "jörg@example.com",
        "a@bücher.example",
        "用户@例子.广告",
        "a@example。com",
        "ａ@example.com",
        "a＠example.com",
        "a@example\u{A0}.com",
        "ana.example.com",
    ] {
        check(email, FORMAT);
    }
}

#[test]
fn a_label_has_at_most_63_bytes() {
    let label = |length: usize| format!("a@{}", "b".repeat(length));
    check(&label(63), FITS);
    check(&label(64), FORMAT);
    check(&format!("{}.com", label(63)), FITS);
    check(&format!("{}.com", label(64)), FORMAT);
    check(&format!("a@c.{}", "b".repeat(63)), FITS);
    check(&format!("a@c.{}", "b".repeat(64)), FORMAT);
}

#[test]
fn the_local_part_has_no_limit_of_its_own() {
    check(&format!("{}@b.c", "a".repeat(96)), FITS);
    check(&format!("{}@b.c", "a".repeat(97)), too_long(100, 101));
}

#[test]
fn length_is_told_before_form() {
    check(&"a".repeat(100), FORMAT);
    check(&"a".repeat(101), too_long(100, 101));
    check(&"😀".repeat(101), too_long(100, 101));
    check(&format!("  {}@b.c\n", "a".repeat(96)), FITS);
}

#[test]
fn forbidden_characters_are_told_before_form() {
    check("a\n@b", character(2));
    check("a\t@b", character(2));
    check("a@b\u{200B}", character(4));
    check("a@\u{202E}b", character(3));
    check("a\0@b", character(2));
    check("\u{FEFF}a@b", character(1));
    check("a\u{AD}@b", character(2));
}

#[test]
fn an_email_address_holds_no_card_number() {
    for email in [
        "4111111111111111@example.com",
        "ana+4111-1111-1111-1111@example.com",
        "ana@4111111111111111.example",
        "ana@example-6759649826438453.com",
        "4111=1111=1111=1111@b",
        "4111@1111.1111.1111",
        "4111 1111 1111 1111",
        "３７８２８２２４６３１０００５",
    ] {
        check(email, CARD_NUMBER);
    }
    for email in [
        "4111111111111112@example.com",
        "4111a1111a1111a1111@example.com",
        "13800138000@163.com",
        "1234567890@qq.com",
        "393401234567@sms.example",
        "018f3c2e-6b1a-7cc0-9d6b-3f1f0e9a7a55@privaterelay.example",
    ] {
        check(email, FITS);
    }
}

#[test]
fn an_email_address_is_required() {
    for text in ["", " ", "\n", "\u{3000}"] {
        check(text, REQUIRED);
    }
}
