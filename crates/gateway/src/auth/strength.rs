//! Whether a key can be guessed. Only keys that people typed are: a generated one passes every test here.

/// RFC 7518 section 3.2: a key for HS256 has at least as many bytes as the hash.
pub(super) const SHORTEST: usize = 32;

/// Of a key that repeats itself, only the part that is repeated counts.
const SHORTEST_PERIOD: usize = 24;

/// 32 random decimal digits come to about 100 bits by this estimate, 64 hexadecimal ones to 250.
const LEAST_BITS: f64 = 80.0;

/// Why a key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// There are not enough to try.
    #[error("a token key needs at least {SHORTEST} bytes")]
    TooShort,
    /// `aaaa...`, `secretsecretsecret...`, `12345678901234567890...`, `abcdefgh...`
    #[error("a token key must not be a repetition or a sequence: generate one, with `openssl rand -hex 32`")]
    Guessable,
}

pub(super) fn check(key: &[u8]) -> Result<(), Weakness> {
    if key.len() < SHORTEST {
        return Err(Weakness::TooShort);
    }
    if period(key) < SHORTEST_PERIOD || is_sequence(key) || bits(key) < LEAST_BITS {
        return Err(Weakness::Guessable);
    }
    Ok(())
}

/// The length of the shortest part that the key is a repetition of.
fn period(key: &[u8]) -> usize {
    (1..key.len())
        .find(|period| key.iter().zip(&key[*period..]).all(|(one, other)| one == other))
        .unwrap_or(key.len())
}

/// Whether most bytes are as far from the one before as the ones around them.
fn is_sequence(key: &[u8]) -> bool {
    let steps = key.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
    let mut counts = [0_usize; 256];
    for step in steps {
        counts[usize::from(step)] += 1;
    }
    counts.iter().any(|count| 2 * count > key.len())
}

/// Shannon's entropy by how often each byte occurs, over the whole key.
#[expect(clippy::cast_precision_loss, reason = "keys are shorter than 2^52 bytes")]
fn bits(key: &[u8]) -> f64 {
    let mut counts = [0_usize; 256];
    for byte in key {
        counts[usize::from(*byte)] += 1;
    }
    let length = key.len() as f64;
    counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| *count as f64 * (length / *count as f64).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_can_be_guessed_is_told_from_one_that_cannot() {
        for (key, expected) in [
            ("short", Err(Weakness::TooShort)),
            ("0f1e2d3c4b5a69788796a5b4c3d2e1f", Err(Weakness::TooShort)),
            (&"a".repeat(32), Err(Weakness::Guessable)),
            (&"x".repeat(400), Err(Weakness::Guessable)),
            (&"ab".repeat(40), Err(Weakness::Guessable)),
            (&"secret".repeat(10), Err(Weakness::Guessable)),
            (&"changeme-".repeat(5), Err(Weakness::Guessable)),
            (&"1234567890".repeat(4), Err(Weakness::Guessable)),
            ("abcdefghijklmnopqrstuvwxyz0123456789", Err(Weakness::Guessable)),
            ("0123456789abcdef0123456789abcdef", Err(Weakness::Guessable)),
            ("zyxwvutsrqponmlkjihgfedcba987654", Err(Weakness::Guessable)),
            (&format!("{}{}", "a".repeat(30), "bc"), Err(Weakness::Guessable)),
            (
                &format!("{}{}", "a".repeat(16), "b".repeat(16)),
                Err(Weakness::Guessable),
            ),
            ("a key for tests, of more than 32 bytes", Ok(())),
            ("83749201658374019265837401928364", Ok(())),
            (
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                Ok(()),
            ),
            ("correct horse battery staple, and then some more", Ok(())),
            ("Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5", Ok(())),
        ] {
            assert_eq!(check(key.as_bytes()), expected, "{key}");
        }
    }
}
