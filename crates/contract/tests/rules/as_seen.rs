//! Texts that come from elsewhere: nothing that a person cannot see comes with them and is refused.

use cyrexa_contract::{Field, Reason, as_seen, check_text, normal_text};

#[test]
fn a_copied_text_is_what_a_person_saw() {
    for (field, copied, seen) in [
        (Field::Name, "", ""),
        (
            Field::Phone,
            "\u{202A}+44 20 7946 0018\u{202C}",
            "+44 20 7946 0018",
        ),
        (
            Field::Phone,
            "+44\u{A0}20\u{202F}7946\u{2007}0018",
            "+44 20 7946 0018",
        ),
        (Field::Phone, "+٤٧\u{2011}٥٥\u{2009}٥٥\u{FE0D}", "+47-55 55"),
        (Field::Phone, "+47\t55 55 01 50\r\n", "+47 55 55 01 50 "),
        (Field::Name, "\u{200F}\u{2067}ليلى\u{2069}", "ليلى"),
        (Field::Name, "علی\u{200C}رضا", "علی\u{200C}رضا"),
        (
            Field::Name,
            "לאומי \u{200E}(USA)\u{200E} בע״מ",
            "לאומי \u{200E}(USA)\u{200E} בע״מ",
        ),
        (Field::Name, "soft\u{AD}hyphen", "softhyphen"),
        (Field::Name, "Ada\tByron\r\n", "Ada Byron "),
        (
            Field::Email,
            "\u{200E}ada\u{200C}@\u{200F}example.com\u{FEFF}",
            "ada@example.com",
        ),
        (Field::MemberId, "A\u{2028}1\u{85}", "A 1 "),
        (
            Field::Address,
            "two\r\nlines\tand a tab\u{2029}",
            "two\nlines and a tab\u{2029}",
        ),
        (
            Field::Name,
            "\u{1F3F4}\u{E0067}\u{E007F}",
            "\u{1F3F4}\u{E0067}\u{E007F}",
        ),
        (
            Field::Name,
            "👩\u{200D}👩\u{200D}👧 ❤\u{FE0F}",
            "👩\u{200D}👩\u{200D}👧 ❤\u{FE0F}",
        ),
    ] {
        let found = as_seen(field, copied);
        assert_eq!(found, seen, "{field:?} {}", copied.escape_unicode());
    }
}

/// Between two letters or digits, so that trimming does not take it away.
#[test]
fn nothing_legal_is_lost_in_copying_but_how_a_space_breaks() {
    for c in '\0'..=char::MAX {
        for field in [Field::Name, Field::Address, Field::MemberId] {
            let copied = format!("a{c}b");
            let seen = as_seen(field, &copied);
            if seen == "ab" {
                let refused = check_text(field, &copied).map(|violation| violation.reason);
                assert_eq!(
                    refused,
                    Some(Reason::Characters { position: 2 }),
                    "{}",
                    c.escape_unicode()
                );
            } else if seen != copied {
                assert_eq!(seen, "a b", "{}", c.escape_unicode());
                assert!(c.is_whitespace(), "{}", c.escape_unicode());
            }
        }
        let copied = format!("123{c}4567");
        let seen = as_seen(Field::Phone, &copied);
        if !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}') {
            assert_eq!(seen, normal_text(Field::Phone, &copied), "{}", c.escape_unicode());
        }
    }
}
