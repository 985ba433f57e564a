//! JSON as the caller's parser gives it.

/// A JSON value, or nothing. A member that is absent or of another type reads as `None`.
pub trait Json: Sized {
    /// A member of an object; nothing where there is none.
    #[must_use]
    fn get(&self, key: &str) -> Self;
    /// A string.
    fn text(&self) -> Option<String>;
    /// Any number.
    fn number(&self) -> Option<f64>;
    /// `true` or `false`.
    fn flag(&self) -> Option<bool>;
    /// The items of an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// Whether it is an object, and no array.
    fn is_object(&self) -> bool;
    /// Whether it is absent or `null`.
    fn is_nothing(&self) -> bool;
}

/// Integers beyond this are not exact in a double (2^53).
const SAFE: f64 = 9_007_199_254_740_992.0;

/// A whole number that a double holds exactly.
pub(super) fn integer<J: Json>(json: &J) -> Option<i64> {
    let number = json.number()?;
    // `as` truncates: only what is whole comes back the same.
    let whole = number as i64;
    (number.abs() < SAFE && whole as f64 == number).then_some(whole)
}

/// An int64 as a number or as a string, exact also where a double is not: then its digits are found in the
/// text of the body.
pub(super) fn int64<J: Json>(object: &J, key: &str, body: &str) -> Option<i64> {
    let member = object.get(key);
    member
        .text()
        .and_then(|text| whole_number(&text))
        .or_else(|| integer(&member))
        .or_else(|| large(key, member.number()?, body))
}

/// A string that is an int64 and nothing else.
pub(super) fn whole_number(text: &str) -> Option<i64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse().ok().filter(|_| is_plain)
}

/// A decimal number without an exponent. Not by the standard library's parser: its tables are 10 kB in the
/// page.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if whole.is_empty() || fraction.is_empty() {
        return None;
    }
    let mut number = 0.0;
    for byte in whole.bytes() {
        number = number * 10.0 + digit(byte)?;
    }
    let mut place = 1.0;
    for byte in fraction.bytes() {
        place *= 10.0;
        number += digit(byte)? / place;
    }
    number.is_finite().then_some(if digits.len() < text.len() {
        -number
    } else {
        number
    })
}

fn digit(byte: u8) -> Option<f64> {
    byte.is_ascii_digit().then(|| f64::from(byte - b'0'))
}

/// The first member of that name whose digits round to the number. Not by `str::split`: searching for a text
/// is a kilobyte in the page.
fn large(key: &str, number: f64, body: &str) -> Option<i64> {
    let name = ["\"", key, "\""].concat();
    let windows = body.as_bytes().windows(name.len()).enumerate();
    let mut places = windows.filter(|(_, window)| *window == name.as_bytes());
    places.find_map(|(at, _)| {
        let after = body.get(at + name.len()..)?;
        let value = after.trim_start().strip_prefix(':')?.trim_start();
        let end = value
            .bytes()
            .position(|byte| !byte.is_ascii_digit() && byte != b'-');
        let whole = whole_number(value.get(..end.unwrap_or(value.len()))?)?;
        (whole as f64 == number).then_some(whole)
    })
}
