//! The catalogue as a whole: nothing empty, the same places in every language, no language in another's
//! clothes.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;

use cyrexa_contract::{Field, Reason, Violation};
use cyrexa_editor::{FieldSet, Notice, Why};
use cyrexa_messages::{AR, CATALOGUES, EN, Form, Locale, Messages, Template};

/// Words that stay in Latin letters in every language.
const LATIN_IN_ARABIC: [&str; 2] = ["Cyrexa", "name@example.com"];

fn places(text: &'static str) -> BTreeSet<&'static str> {
    Template(text).places().into_iter().collect()
}

#[test]
fn no_message_is_empty_or_padded_by_accident() {
    // Glue between the members of a list brings its own spaces.
    let glue = ["list_comma", "list_and"];
    for catalogue in CATALOGUES {
        for (name, texts) in catalogue.all() {
            for text in texts {
                assert!(!text.trim().is_empty(), "{:?} {name}", catalogue.locale);
                assert!(
                    glue.contains(&name) || text == text.trim(),
                    "{:?} {name}: {text:?}",
                    catalogue.locale
                );
            }
        }
    }
}

#[test]
fn every_language_fills_in_the_same_places() {
    let [first, rest @ ..] = CATALOGUES;
    for other in rest {
        for ((name, expected), (_, actual)) in first.all().into_iter().zip(other.all()) {
            assert_eq!(expected.len(), actual.len(), "{name}");
            for (expected, actual) in expected.into_iter().zip(actual) {
                assert_eq!(
                    places(expected),
                    places(actual),
                    "{:?} {name}: {actual}",
                    other.locale
                );
            }
        }
    }
}

#[test]
fn arabic_has_no_english_left_in_it() {
    for (name, texts) in AR.all() {
        for text in texts {
            let mut rest = text.to_owned();
            for place in places(text) {
                rest = rest.replace(&format!("{{{place}}}"), "");
            }
            for word in LATIN_IN_ARABIC {
                rest = rest.replace(word, "");
            }
            assert!(!rest.chars().any(|c| c.is_ascii_alphabetic()), "{name}: {text}");
            assert!(
                !rest.contains([',', ';', '?']),
                "Latin punctuation in {name}: {text}"
            );
        }
    }
}

#[test]
fn english_has_no_arabic_in_it() {
    for (name, texts) in EN.all() {
        for text in texts {
            assert!(
                !text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c)),
                "{name}: {text}"
            );
        }
    }
}

#[test]
fn isolates_are_closed_where_they_are_opened() {
    for catalogue in CATALOGUES {
        for (name, texts) in catalogue.all() {
            for text in texts {
                let opened = text.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count();
                assert_eq!(opened, text.matches('\u{2069}').count(), "{name}: {text}");
            }
        }
    }
}

fn put(locale: Locale, field: Field, reason: Reason) -> String {
    let [catalogue] = CATALOGUES
        .into_iter()
        .filter(|m| m.locale == locale)
        .collect::<Vec<_>>()[..]
    else {
        panic!("{locale:?} has one catalogue");
    };
    catalogue.violation(&Violation { field, reason })
}

#[test]
fn violations_name_the_limit_and_what_was_typed() {
    let check = |field, reason, expected| assert_eq!(put(Locale::En, field, reason), expected);
    check(
        Field::Name,
        Reason::TooLong {
            max: 100,
            actual: 131,
        },
        "Enter at most 100 characters; you have typed 131",
    );
    check(
        Field::Name,
        Reason::CardNumber,
        "Use a name without a card number",
    );
    check(Field::Name, Reason::Required, "Enter your full name");
    check(
        Field::Email,
        Reason::Format,
        "Enter an email address in the form name@example.com",
    );
    check(
        Field::Phone,
        Reason::Format,
        "Enter a phone number of 7 to 15 digits; only spaces, dots, hyphens and brackets may stand between them",
    );
    check(
        Field::Address,
        Reason::Characters { position: 3 },
        "Delete character number 3; it cannot be stored. It may be invisible and have come with pasted text",
    );
}

#[test]
fn every_violation_of_every_field_has_words_without_gaps() {
    let reasons = [
        Reason::Type,
        Reason::Required,
        Reason::TooShort { min: 2, actual: 1 },
        Reason::TooLong { max: 50, actual: 51 },
        Reason::Characters { position: 1 },
        Reason::Format,
        Reason::CardNumber,
        Reason::NotAllowed,
        Reason::OutOfRange,
    ];
    for locale in Locale::ALL {
        for field in Field::ALL {
            for reason in &reasons {
                let words = put(locale, field, reason.clone());
                assert!(
                    !words.is_empty() && !words.contains('{'),
                    "{locale:?} {field:?} {reason:?}: {words}"
                );
            }
        }
    }
}

#[test]
fn arabic_counts_in_six_forms() {
    let m = &AR;
    for (n, form, expected) in [
        (0, Form::Zero, "لم يتبق أي حرف (0)"),
        (1, Form::One, "تبقى حرف واحد (1)"),
        (2, Form::Two, "تبقى حرفان (2)"),
        (3, Form::Few, "تبقت 3 أحرف"),
        (10, Form::Few, "تبقت 10 أحرف"),
        (11, Form::Many, "تبقى 11 حرفًا"),
        (99, Form::Many, "تبقى 99 حرفًا"),
        (100, Form::Other, "تبقى 100 حرف"),
        (102, Form::Other, "تبقى 102 حرف"),
        (103, Form::Few, "تبقت 103 أحرف"),
        (111, Form::Many, "تبقى 111 حرفًا"),
    ] {
        assert_eq!(Form::of(Locale::Ar, n), form, "{n}");
        assert_eq!(m.counted(&m.characters_left, n), expected);
    }
}

#[test]
fn english_counts_in_two_forms() {
    let m = &EN;
    for (n, expected) in [
        (0, "0 characters left"),
        (1, "1 character left"),
        (2, "2 characters left"),
        (101, "101 characters left"),
    ] {
        assert_eq!(m.counted(&m.characters_left, n), expected);
    }
}

#[test]
fn lists_of_fields_read_as_people_write_them() {
    let check = |m: &Messages, fields: &[Field], expected| {
        assert_eq!(m.labels(fields.iter().copied().collect::<FieldSet>()), expected);
    };
    let en = &EN;
    check(en, &[], "");
    check(en, &[Field::Name], "Full name");
    check(en, &[Field::Name, Field::Email], "Full name and Email address");
    check(
        en,
        &[Field::Phone, Field::Name, Field::Email],
        "Full name, Email address and Phone number",
    );
    check(&AR, &[Field::Name, Field::Email], "الاسم الكامل والبريد الإلكتروني");
}

#[test]
fn every_notice_has_words() {
    let fields = FieldSet::of(Field::Email);
    for m in CATALOGUES {
        for notice in [
            Notice::Saved { fields },
            Notice::Created,
            Notice::Undone { fields },
            Notice::NotSaved { why: Why::Duplicate },
            Notice::Invalid { count: 2 },
            Notice::ChangedElsewhere { fields },
            Notice::Merged { fields },
            Notice::Conflict { fields },
            Notice::Cancelled { maybe_sent: false },
            Notice::Cancelled { maybe_sent: true },
            Notice::Restored { fields },
            Notice::Offline,
            Notice::BackOnline,
            Notice::AuthRequired,
        ] {
            let words = m.notice(notice);
            assert!(!words.is_empty() && !words.contains('{'), "{notice:?}: {words}");
        }
    }
}

#[test]
fn first_language_we_speak_of_the_wish_list_wins() {
    for (wishes, expected) in [
        (&[][..], Locale::En),
        (&["en"], Locale::En),
        (&["ar"], Locale::Ar),
        (&["ar-EG", "en"], Locale::Ar),
        (&["AR_sa"], Locale::Ar),
        (&["de-DE", "fr"], Locale::En),
        (&["de", "ar-JO", "en-GB"], Locale::Ar),
        (&["arn"], Locale::En),
        (&["", "-ar", "ar"], Locale::Ar),
    ] {
        assert_eq!(Locale::negotiate(wishes), expected, "{wishes:?}");
    }
}

#[test]
fn templates_fill_in_what_they_name_and_nothing_else() {
    for (template, expected) in [
        ("", ""),
        ("plain", "plain"),
        ("{n}", "7"),
        ("{n} of {n}", "7 of 7"),
        ("{other} {n}", "{other} 7"),
        ("open {n", "open {n"),
        ("close n}", "close n}"),
    ] {
        assert_eq!(Template(template).fill(&[("n", "7")]), expected);
    }
    assert_eq!(
        Template("{n}").fill(&[("n", "{n}")]),
        "{n}",
        "what is filled in is not filled in again"
    );
}
