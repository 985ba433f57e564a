//! A payment card number must never leave the browser (PCI DSS 3.3: sensitive payment data is never stored).
//!
//! A card number here: 13 to 19 digits of any script that cards are typed in, separators ignored, in a known issuer
//! range of that length, with a valid check digit. It starts and ends where a group of digits does, so that a card
//! after a house number is found and a digit run inside a longer one is not guessed at.

use crate::Reason;

/// What the fingerprint covers.
pub const STATEMENT: &str = "card number: 13..=19 digits, separators ignored, issuer range, Luhn";

const MIN_DIGITS: usize = 13;
const MAX_DIGITS: usize = 19;

pub(crate) fn check(text: &str) -> Result<(), Reason> {
    if contains_card_number(text) {
        Err(Reason::CardNumber)
    } else {
        Ok(())
    }
}

fn contains_card_number(text: &str) -> bool {
    group_starts(text).any(|start| starts_card_number(&text[start..]))
}

/// Byte offsets at which a group of digits starts.
fn group_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut after_digit = false;
    text.char_indices().filter_map(move |(at, c)| {
        let is_start = digit(c).is_some() && !after_digit;
        after_digit = digit(c).is_some();
        is_start.then_some(at)
    })
}

fn starts_card_number(text: &str) -> bool {
    let mut digits = [0u8; MAX_DIGITS];
    let mut count = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match digit(c) {
            None if is_separator(c) => {}
            None => return false,
            Some(value) => {
                let Some(slot) = digits.get_mut(count) else {
                    return false;
                };
                *slot = value;
                count += 1;
                let group_ends = chars.peek().is_none_or(|next| digit(*next).is_none());
                if group_ends && count >= MIN_DIGITS && is_card_number(&digits[..count]) {
                    return true;
                }
            }
        }
    }
    false
}

/// ASCII, Arabic-Indic, Extended Arabic-Indic, Devanagari and fullwidth digits.
fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{0966}'..='\u{096F}' => '\u{0966}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '.' | '_' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200C}' | '\u{200D}'
        )
}

fn is_card_number(digits: &[u8]) -> bool {
    is_of_known_issuer(digits) && has_valid_check_digit(digits)
}

/// ISO/IEC 7812 ranges in use and the lengths each scheme issues.
fn is_of_known_issuer(digits: &[u8]) -> bool {
    let prefix = |len: usize| {
        digits[..len]
            .iter()
            .fold(0u32, |number, d| number * 10 + u32::from(*d))
    };
    let long = (16..=19).contains(&digits.len());
    match digits.len() {
        // Visa
        13 | 16 | 18 | 19 if prefix(1) == 4 => true,
        // American Express
        15 if matches!(prefix(2), 34 | 37) => true,
        // Mastercard, Verve, Elo, Troy
        16 if matches!(prefix(4), 2221..=2720 | 5100..=5599 | 9792) => true,
        // Diners Club
        14..=19 if matches!(prefix(3), 300..=305 | 309 | 360..=369 | 380..=399) => true,
        // Maestro
        13..=19 if matches!(prefix(2), 50 | 56..=58 | 67) || matches!(prefix(4), 6304 | 6390) => true,
        // Discover, RuPay, UnionPay, JCB, Mir
        _ => {
            long && (matches!(prefix(2), 60 | 62 | 64 | 65 | 81 | 82)
                || matches!(prefix(4), 3528..=3589 | 2200..=2205))
        }
    }
}

/// ISO/IEC 7812-1 annex B (Luhn).
fn has_valid_check_digit(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, d)| {
            let d = u32::from(*d);
            match (place % 2, d) {
                (0, d) => d,
                (_, d) if d > 4 => 2 * d - 9,
                (_, d) => 2 * d,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}
