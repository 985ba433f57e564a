//! A payment card number must never leave the browser (PCI DSS 3.3: sensitive payment data is never stored).
//!
//! A card number here: 13 to 19 digits of any script that cards are typed in, separators ignored, in a known issuer
//! range of that length, with a valid check digit. It starts and ends where a group of digits does, so that a card
//! after a house number is found and a digit run inside a longer one is not guessed at. Line breaks, commas, colons and
//! brackets part a postcode from a phone number and a latitude from a longitude: digits are joined across these only when
//! their groups are those printed on cards.

use std::str::Chars;

use crate::Reason;

/// What the fingerprint covers.
pub const STATEMENT: &str = "card number: 13..=19 digits, issuer range, Luhn; separators ignored, line breaks and \
                             punctuation only between groups as printed on cards";

/// Fewer are none.
pub(crate) const MIN_DIGITS: u32 = 13;

/// The most that ISO/IEC 7812 allows; so many fit a `u64`.
const MAX_DIGITS: u32 = 19;

pub(crate) fn check(text: &str) -> Result<(), Reason> {
    if contains_card_number(text) {
        Err(Reason::CardNumber)
    } else {
        Ok(())
    }
}

fn contains_card_number(text: &str) -> bool {
    let mut chars = text.chars();
    let mut is_after_digit = false;
    loop {
        let here = chars.clone();
        let Some(c) = chars.next() else { return false };
        let is_digit = digit(c).is_some();
        if is_digit && !is_after_digit && starts_card_number(here) {
            return true;
        }
        is_after_digit = is_digit;
    }
}

fn starts_card_number(chars: Chars<'_>) -> bool {
    let mut chars = chars.peekable();
    let (mut number, mut count) = (0, 0);
    // The lengths of the groups so far, as the digits of a number: 4444, 465.
    let (mut layout, mut group) = (0, 0);
    let mut is_punctuated = false;
    while let Some(c) = chars.next() {
        let Some(value) = digit(c) else {
            if is_punctuation(c) {
                is_punctuated = true;
            } else if !is_separator(c) {
                return false;
            }
            continue;
        };
        if count == MAX_DIGITS {
            return false;
        }
        number = 10 * number + value;
        count += 1;
        group += 1;
        if chars.peek().is_some_and(|next| digit(*next).is_some()) {
            continue;
        }
        layout = 10 * layout + u64::min(group, 9);
        group = 0;
        let is_joined = !is_punctuated || is_printed_layout(layout);
        if is_joined && count >= MIN_DIGITS && is_card_number(number, count) {
            return true;
        }
    }
    false
}

/// Zeros of the scripts whose digits keyboards type, ascending: Arabic, Persian, the Indic scripts, Thai, Lao, Tibetan,
/// Myanmar, Khmer, Mongolian, fullwidth, and the five mathematical styles that stand for fonts.
const ZEROS: [u32; 23] = [
    0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10, 0x1_D7CE, 0x1_D7D8, 0x1_D7E2, 0x1_D7EC, 0x1_D7F6,
];

fn digit(c: char) -> Option<u64> {
    let value = if c.is_ascii() {
        c.to_digit(10)
    } else {
        let code = u32::from(c);
        ZEROS
            .iter()
            .take_while(|zero| **zero <= code)
            .last()
            .map(|zero| code - zero)
            .filter(|value| *value < 10)
    };
    value.map(u64::from)
}

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '\n' | '\r' | '\u{2028}' | '\u{2029}'
    )
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '.' | '_' | '/' | '\\' | '|' | '*' | '\'' | '~' | '·' | '•' | '\u{2010}'
                ..='\u{2015}' | '\u{2019}' | '\u{2212}' | '\u{200C}' | '\u{200D}'
        )
}

/// The groups that cards of 13 to 19 digits are printed in.
const fn is_printed_layout(layout: u64) -> bool {
    matches!(layout, 4333 | 4441..=4444 | 44441..=44443 | 464 | 465)
}

fn is_card_number(number: u64, count: u32) -> bool {
    is_of_known_issuer(number, count) && has_valid_check_digit(number)
}

/// ISO/IEC 7812 ranges in use and the lengths each scheme issues.
fn is_of_known_issuer(number: u64, count: u32) -> bool {
    let prefix = |digits: u32| number / 10_u64.pow(count - digits);
    match count {
        // Visa
        13 | 16 | 18 | 19 if prefix(1) == 4 => true,
        // American Express
        15 if matches!(prefix(2), 34 | 37) => true,
        // Mastercard, Troy, Uzcard, Humo
        16 if matches!(prefix(4), 2221..=2720 | 5100..=5599 | 9792 | 8600 | 9860) => true,
        // Diners Club
        14..=19 if matches!(prefix(3), 300..=305 | 309 | 360..=369 | 380..=399) => true,
        // Maestro, and in its ranges Verve, Elo, Dankort
        13..=19 if matches!(prefix(2), 50 | 56..=58 | 67) || matches!(prefix(4), 6304 | 6390) => true,
        // Discover, RuPay, UnionPay, Elo, JCB, Mir
        16..=19 => {
            matches!(prefix(2), 60 | 62..=65 | 81 | 82) || matches!(prefix(4), 3528..=3589 | 2200..=2205)
        }
        _ => false,
    }
}

/// ISO/IEC 7812-1 annex B (Luhn).
fn has_valid_check_digit(mut number: u64) -> bool {
    let mut sum = 0;
    let mut is_doubled = false;
    while number > 0 {
        let value = number % 10 * if is_doubled { 2 } else { 1 };
        sum += value / 10 + value % 10;
        number /= 10;
        is_doubled = !is_doubled;
    }
    sum % 10 == 0
}
