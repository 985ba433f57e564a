//! The fingerprint of the rule set: a page whose fingerprint differs from the gateway's `X-Contract` has stale rules.

use crate::{Field, rules};

/// 16 lower-case hexadecimal digits: FNV-1a (64 bit) over every rule's statement and limit.
///
/// The golden corpus (`tests/corpus.rs`) fails when a verdict changes and no statement did.
pub const FINGERPRINT: &str = match std::str::from_utf8(&DIGITS) {
    Ok(digits) => digits,
    Err(_) => panic!("hexadecimal digits are ASCII"),
};

const DIGITS: [u8; 16] = hex(hash_of_rules());

const fn hash_of_rules() -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let statements = [
        crate::body::STATEMENT,
        crate::normal::STATEMENT,
        rules::characters::STATEMENT,
        rules::card_number::STATEMENT,
    ];
    let mut i = 0;
    while i < statements.len() {
        hash = fnv1a(hash, statements[i].as_bytes());
        i += 1;
    }
    let mut i = 0;
    while i < Field::ALL.len() {
        hash = fnv1a(hash, Field::ALL[i].statement().as_bytes());
        i += 1;
    }
    let mut i = 0;
    while i < Field::ALL.len() {
        hash = fnv1a(hash, Field::ALL[i].key().as_bytes());
        hash = fnv1a(hash, &Field::ALL[i].max_length().to_le_bytes());
        hash = fnv1a(hash, &[Field::ALL[i].is_required() as u8]);
        i += 1;
    }
    hash
}

const fn fnv1a(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}

const fn hex(hash: u64) -> [u8; 16] {
    let mut digits = [0; 16];
    let mut i = 0;
    while i < 16 {
        digits[i] = b"0123456789abcdef"[(hash >> (60 - 4 * i)) as usize & 0xf];
        i += 1;
    }
    digits
}
