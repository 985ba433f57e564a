//! RFC 3339 in UTC from a count of milliseconds, without a date library.

const DAY: u64 = 86_400_000;

/// `2026-11-20T18:59:18.042Z`. Beyond the year 9999, which RFC 3339 cannot write, it stays at the last
/// millisecond.
pub(crate) struct Rfc3339([u8; 24]);

impl Rfc3339 {
    pub(crate) fn of(millis: u64) -> Self {
        const LAST: u64 = 253_402_300_799_999;
        let millis = millis.min(LAST);
        let (year, month, day) = civil(millis / DAY);
        let of_day = millis % DAY;
        let mut bytes = *b"0000-00-00T00:00:00.000Z";
        for (digits, mut number) in [
            (0..4, year),
            (5..7, month),
            (8..10, day),
            (11..13, of_day / 3_600_000),
            (14..16, of_day / 60_000 % 60),
            (17..19, of_day / 1000 % 60),
            (20..23, of_day % 1000),
        ] {
            for digit in bytes.get_mut(digits).unwrap_or_default().iter_mut().rev() {
                *digit = b'0' + (number % 10) as u8;
                number /= 10;
            }
        }
        Self(bytes)
    }

    pub(crate) fn as_str(&self) -> &str {
        // Digits and punctuation.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Howard Hinnant's `civil_from_days`, for days from 1970 on: years begin in March, so that the leap day is
/// the last.
const fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::Rfc3339;

    #[test]
    fn milliseconds_are_written_as_utc() {
        for (millis, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (1_763_665_158_042, "2025-11-20T18:59:18.042Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (u64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Rfc3339::of(millis).as_str(), expected);
        }
    }
}
