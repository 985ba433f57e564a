//! A payment card number must never leave the browser (PCI DSS 3.3: sensitive payment data is never stored).
//!
//! A card number here: 13 to 19 digits of any script with no letter between them, in a known issuer range of
//! that length, with a valid check digit. It starts and ends where a group of digits does, so that a card
//! after a house number is found and a digit run inside a longer one is not guessed at: every tenth number
//! has a valid check digit.
//!
//! What stands between two groups tells whether they are one number. Spaces, hyphens and the like join them.
//! Anything else that is no letter (a comma, a bracket, a plus, a line break, a telephone sign) also stands
//! between a postcode and a phone number and between two coordinates; it joins groups as they are printed on
//! cards, and groups between which always the same stands.

use crate::Reason;
use crate::rules::issuers::{Issuers, is_of_known_issuer};
use crate::unicode::{decimal, digit, is_dash, is_default_ignorable};

/// What the fingerprint covers.
pub const STATEMENT: &str = "card number: 13..=19 digits of any script, no letter between them, \
                             issuer range, Luhn; across punctuation only as printed on cards or evenly";

/// Fewer are none.
pub(crate) const MIN_DIGITS: u32 = 13;

/// The most that ISO/IEC 7812 allows; so many fit a `u64`.
const MAX_DIGITS: u32 = 19;

/// Refuses a text in which a card number stands.
pub(crate) fn check(text: &str, issuers: Issuers) -> Result<(), Reason> {
    refuse_if(contains_card_number(text, issuers))
}

/// Refuses a text whose digits, taken together, are a card number. For a text that is one number: a part of
/// it is none.
pub(crate) fn check_whole(text: &str) -> Result<(), Reason> {
    if text.contains(char::is_alphabetic) {
        return Ok(());
    }
    let (mut number, mut count) = (0, 0);
    for value in text.chars().filter_map(decimal).take(MAX_DIGITS as usize + 1) {
        // 20 digits do not fit; they are none of a card either.
        number = u64::wrapping_add(u64::wrapping_mul(number, 10), u64::from(value));
        count += 1;
    }
    refuse_if(is_card_number(number, count, Issuers::All))
}

const fn refuse_if(is_found: bool) -> Result<(), Reason> {
    if is_found { Err(Reason::CardNumber) } else { Ok(()) }
}

fn contains_card_number(text: &str, issuers: Issuers) -> bool {
    let mut is_after_digit = false;
    text.char_indices().any(|(start, c)| {
        let is_digit = digit(c).is_some();
        let starts_group = is_digit && !is_after_digit;
        is_after_digit = is_digit;
        starts_group
            && text
                .get(start..)
                .is_some_and(|text| starts_with_card_number(text, issuers))
    })
}

/// Whether groups of digits from the first one on are a card number.
fn starts_with_card_number(text: &str, issuers: Issuers) -> bool {
    let (mut rest, mut number, mut count) = (text, 0, 0);
    let mut layout = Layout::default();
    loop {
        let mut group = 0;
        let mut chars = rest.chars();
        while let Some((value, after)) = chars.next().and_then(|c| Some((digit(c)?, chars.as_str()))) {
            if count == MAX_DIGITS {
                return false;
            }
            number = 10 * number + u64::from(value);
            count += 1;
            group += 1;
            rest = after;
        }
        layout.push_group(group);
        if count >= MIN_DIGITS && layout.is_one_number() && is_card_number(number, count, issuers) {
            return true;
        }
        let Some(next) = rest.find(|c| digit(c).is_some()) else {
            return false;
        };
        let (between, after) = rest.split_at_checked(next).unwrap_or((rest, ""));
        if between.contains(char::is_alphabetic) {
            return false;
        }
        layout.push_separator(between);
        rest = after;
    }
}

/// How the digits are grouped, and by what.
#[derive(Default)]
struct Layout<'a> {
    /// The lengths of the groups, as the digits of a number: 4444, 465. Of ten digits and more: 9.
    groups: u64,
    /// The first that stands between two groups.
    separator: Option<&'a str>,
    /// Always the same stands between two groups.
    is_even: bool,
    /// Something that may part two numbers stands between two groups.
    is_punctuated: bool,
}

impl<'a> Layout<'a> {
    fn push_group(&mut self, length: u32) {
        // Twenty digits do not fit, and no layout that is asked about has as many.
        self.groups = self.groups.wrapping_mul(10) + u64::from(length.min(9));
    }

    fn push_separator(&mut self, between: &'a str) {
        self.is_even = match self.separator {
            None => true,
            Some(first) => self.is_even && first == between,
        };
        self.separator.get_or_insert(between);
        self.is_punctuated |= !between.chars().all(is_joining);
    }

    fn is_one_number(&self) -> bool {
        !self.is_punctuated || is_printed(self.groups) || self.is_even && self.is_spelled()
    }

    /// `41111, 11111, 111111` and `41111111+11111111` are one number, `41234567, 41234568` are two.
    fn is_spelled(&self) -> bool {
        let has_space = |between: &str| between.contains(char::is_whitespace);
        self.groups > 99 || !self.separator.is_some_and(has_space)
    }
}

/// What stands within a number.
fn is_joining(c: char) -> bool {
    let is_line_break = matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    c.is_whitespace() && !is_line_break
        || is_dash(c)
        || is_default_ignorable(c)
        || matches!(
            c,
            '-' | '.' | '_' | '/' | '\\' | '|' | '*' | '=' | '#' | '~' | '·' | '•' | '\'' | '"' | '\u{2018}'
                ..='\u{201F}'
        )
}

/// The groups that cards of 13 to 19 digits are printed in.
const fn is_printed(groups: u64) -> bool {
    matches!(groups, 4333 | 4441..=4444 | 44441..=44443 | 464 | 465)
}

fn is_card_number(number: u64, count: u32, issuers: Issuers) -> bool {
    is_of_known_issuer(number, count, issuers) && has_valid_check_digit(number)
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
