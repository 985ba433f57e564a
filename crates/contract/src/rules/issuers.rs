//! The ranges of ISO/IEC 7812 that card schemes issue from, and the lengths of their numbers.

/// Whose numbers are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issuers {
    /// Every scheme.
    All,
    /// Visa, Mastercard and American Express: loyalty numbers share the ranges of the others.
    BigThree,
}

pub(super) fn is_of_known_issuer(number: u64, count: u32, issuers: Issuers) -> bool {
    // Fewer digits than a prefix have no issuer.
    let prefix = |digits: u32| number / 10_u64.pow(count.saturating_sub(digits));
    match count {
        // Visa
        13 | 16 | 18 | 19 if prefix(1) == 4 => true,
        // American Express
        15 if matches!(prefix(2), 34 | 37) => true,
        // Mastercard
        16 if matches!(prefix(4), 2221..=2720 | 5100..=5599) => true,
        _ if issuers == Issuers::BigThree => false,
        // Troy, Uzcard, Humo
        16 if matches!(prefix(4), 9792 | 8600 | 9860) => true,
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
