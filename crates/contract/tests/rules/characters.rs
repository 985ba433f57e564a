//! Which characters no text may hold, tried in every field: the rule is one, the fields are five.

use cyrexa_contract::{Field, Reason, check_text};

use super::{FITS, character};

/// The verdict on a text of a name and of a member id must be the same; a line break is asked about elsewhere.
#[track_caller]
fn check(input: &str, expected: Option<Reason>) {
    for field in [Field::Name, Field::Address, Field::MemberId] {
        let found = check_text(field, input).map(|violation| violation.reason);
        assert_eq!(found, expected, "{field:?} {}", input.escape_unicode());
    }
}

/// Between two letters, so that trimming does not take it away.
#[track_caller]
fn check_inside(characters: impl IntoIterator<Item = char>, expected: &Option<Reason>) {
    for c in characters {
        check(&format!("a{c}b"), expected.clone());
    }
}

#[test]
fn controls_are_refused() {
    check_inside(
        ('\0'..='\u{1F}').filter(|c| !matches!(c, '\n' | '\r')),
        &character(2),
    );
    check_inside(('\u{7F}'..='\u{9F}').filter(|c| *c != '\u{85}'), &character(2));
}

#[test]
fn line_breaks_belong_to_the_address_alone() {
    for text in ["a\r\nb", "a\nb", "a\rb", "a\u{85}b", "a\u{2028}b", "a\u{2029}b"] {
        for field in Field::ALL {
            let found = check_text(field, text).map(|violation| violation.reason);
            let expected = if field.is_multiline() { FITS } else { character(2) };
            assert_eq!(found, expected, "{field:?} {text:?}");
        }
    }
}

#[test]
fn noncharacters_of_every_plane_are_refused() {
    check_inside('\u{FDD0}'..='\u{FDEF}', &character(2));
    for plane in 0..=0x10_u32 {
        let last_two =
            [0xFFFE, 0xFFFF].map(|low| char::from_u32(plane << 16 | low).expect("not a surrogate"));
        check_inside(last_two, &character(2));
    }
}

#[test]
fn the_neighbours_of_noncharacters_are_legal() {
    check_inside(
        [
            '\u{FDCF}',
            '\u{FDF0}',
            '\u{FFFD}',
            '\u{1FFFD}',
            '\u{10FFFD}',
            '\u{10000}',
        ],
        &FITS,
    );
}

#[test]
fn bidi_controls_are_refused() {
    check_inside('\u{202A}'..='\u{202E}', &character(2));
    check_inside('\u{2066}'..='\u{2069}', &character(2));
}

#[test]
fn zero_width_characters_are_refused() {
    // Unicode 17: general category Cf and Default_Ignorable_Code_Point.
    check_inside(['\u{AD}', '\u{200B}', '\u{FEFF}'], &character(2));
    check_inside('\u{2060}'..='\u{2064}', &character(2));
    check_inside('\u{206A}'..='\u{206F}', &character(2));
    check_inside('\u{1BCA0}'..='\u{1BCA3}', &character(2));
    check_inside('\u{1D173}'..='\u{1D17A}', &character(2));
    check_inside(['\u{E0001}'], &character(2));
    check_inside('\u{E0020}'..='\u{E007F}', &character(2));
}

#[test]
fn the_two_joiners_are_legal() {
    check_inside(['\u{200C}', '\u{200D}'], &FITS);
}

#[test]
fn direction_marks_and_the_mongolian_vowel_separator_are_legal() {
    check_inside(['\u{200E}', '\u{200F}', '\u{061C}', '\u{180E}'], &FITS);
    check("בנק לאומי \u{200E}(USA)\u{200E} בע״מ", FITS);
    check("شركة \u{200F}ABC\u{200F} المحدودة", FITS);
    check("ᠴᠠᠭᠠᠨ ᠲᠣᠯᠣᠭᠠᠶ\u{180E}ᠠ", FITS);
}

#[test]
fn visible_format_characters_marks_and_fillers_are_legal() {
    check_inside(
        [
            '\u{0600}', '\u{06DD}', '\u{070F}', '\u{034F}', '\u{0301}', '\u{FE0F}', '\u{180B}', '\u{3164}',
        ],
        &FITS,
    );
}

#[test]
fn spaces_of_every_width_are_legal_inside() {
    check_inside(
        [
            ' ', '\u{A0}', '\u{1680}', '\u{2000}', '\u{200A}', '\u{2011}', '\u{202F}', '\u{3000}',
        ],
        &FITS,
    );
}

#[test]
fn private_use_and_unassigned_characters_are_legal() {
    check_inside(
        [
            '\u{E000}',
            '\u{F8FF}',
            '\u{F0000}',
            '\u{10FFFD}',
            '\u{0378}',
            '\u{2065}',
        ],
        &FITS,
    );
}

#[test]
fn the_position_counts_unicode_scalar_values_of_the_trimmed_text() {
    check("\u{200B}", character(1));
    check("\u{200B}a", character(1));
    check("ab\u{0}\u{1}", character(3));
    check("😀😀\u{202E}", character(3));
    check("e\u{301}e\u{301}\u{202E}", character(5));
    check("  \u{3000}a\u{202E}", character(2));
    check("𠮷\u{FFFF}", character(2));
}

#[test]
fn white_space_that_is_a_control_is_trimmed_before_it_is_judged() {
    for c in ['\t', '\n', '\u{B}', '\u{C}', '\r', '\u{85}'] {
        check(&format!("{c}a{c}"), FITS);
    }
    check("\u{FEFF}a", character(1));
    check("\0a", character(1));
}

#[test]
fn what_nobody_can_see_at_an_end_is_trimmed_where_it_may_be_inside() {
    for c in ['\u{200E}', '\u{200F}', '\u{061C}', '\u{2028}', '\u{2029}'] {
        check(&format!("{c}a{c}"), FITS);
    }
    check("\u{200F}\u{200B}a", character(1));
}
